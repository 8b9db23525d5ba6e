"""How the answers to each item lie around the middle of the scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coordination.charts.figure import SLIM
from coordination.charts.svg import line, mark, picture, tag, text
from feedback.analytics.charts.figure import decimal, percent
from feedback.analytics.statistics import Histogram, Share

BAR, GAP = 24, 14
# How far the middle line stands out of a bar, and not into the words above it.
OVER = 3
ROOM_FOR_NUMBER = 30
STEPS = 5
DARK = (0, 4)


@dataclass(frozen=True)
class Answers:
    """One item and what was answered."""

    label: str
    histogram: Histogram


def draw_likert(
    width: int,
    rows: Sequence[Answers],
    *,
    steps: Sequence[str],
    title: str,
    description: str,
) -> SafeString:
    """Draw one bar an item, its neutral answers across the same line."""
    slim = width == SLIM
    left, right = (0 if slim else 230), 92
    above = 18 if slim else 0
    height = len(rows) * (BAR + GAP + above) + 34 + (22 if slim else 0)
    inner = width - left - right
    shares = [[float(s) for s in _shares(row.histogram)] for row in rows]
    before = max([sum(s[:2]) + s[2] / 2 for s in shares] + [0.5])
    after = max([sum(s[3:]) + s[2] / 2 for s in shares] + [0.5])
    unit = inner / (before + after)
    middle = left + before * unit

    parts: list[SafeString] = []
    for i, (row, share) in enumerate(zip(rows, shares, strict=True)):
        y = i * (BAR + GAP + above) + above + 4
        if slim:
            parts.append(text(row.label, 0, y - 6))
        else:
            parts.append(text(row.label, left - 12, y + BAR / 2 + 4, anchor="end"))
        parts.append(line(middle, y - OVER, middle, y + BAR + OVER, css="c-centre"))
        x = middle - (sum(share[:2]) + share[2] / 2) * unit
        for place, part in enumerate(share):
            parts.append(_piece(row, place, part * unit, x, y, steps[place]))
            x += part * unit
        mean = row.histogram.mean
        parts += [
            text(
                decimal(mean, 2) if mean is not None else "\N{EN DASH}",
                width - right + 10,
                y + BAR / 2 + 4,
                css="c-value",
            ),
            text(f"n {row.histogram.valid}", width, y + BAR / 2 + 4, anchor="end"),
        ]
    bottom = len(rows) * (BAR + GAP + above)
    return picture(
        width,
        height,
        *parts,
        *_legend(width, left, bottom + 14, steps, per_row=3 if slim else STEPS),
        title=title,
        description=description,
    )


def _shares(histogram: Histogram) -> list[float]:
    valid = histogram.valid or 1
    return [count / valid for count in histogram.counts]


def _piece(
    row: Answers, place: int, width: float, x: float, y: float, step: str
) -> SafeString:
    share = Share(row.histogram.counts[place], row.histogram.valid)
    shown = percent(share.percent(0))
    words = _("%(item)s, %(step)s: %(share)s, %(n)s of %(of)s answers") % {
        "item": row.label,
        "step": step,
        "share": shown,
        "n": share.count,
        "of": share.of,
    }
    shapes = [
        tag("rect", css=f"c-l{place + 1}", x=x, y=y, width=max(width, 0.0), height=BAR)
    ]
    if width >= ROOM_FOR_NUMBER:
        css = "c-on-dark" if place in DARK else "c-on"
        shapes.append(
            text(shown, x + width / 2, y + BAR / 2 + 4, css=css, anchor="middle")
        )
    return mark(words, *shapes)


def _legend(
    width: int, left: float, y: float, steps: Sequence[str], *, per_row: int
) -> list[SafeString]:
    left = 0 if per_row == STEPS else left
    room = (width - left) / per_row
    parts = []
    for place, step in enumerate(steps):
        row, column = divmod(place, per_row)
        x, top = left + column * room, y + row * 22
        box = tag("rect", css=f"c-l{place + 1}", x=x, y=top, width=10, height=10)
        parts += [box, text(step, x + 15, top + 9)]
    return parts
