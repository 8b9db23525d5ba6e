"""A share in each group, with its Wilson interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coordination.charts.figure import SLIM
from coordination.charts.svg import line, mark, picture, tag, text
from feedback.analytics.charts.figure import percent, percent_ends
from feedback.analytics.statistics import Share

BAR, GAP = 20, 12
LONGEST_LABEL = 27
SCALE = 100
Scale = Callable[[float], float]


@dataclass(frozen=True)
class Bar:
    """One group's share; None where the group is hidden."""

    label: str
    share: Share | None

    @property
    def words(self) -> str:
        """What the bar says."""
        if self.share is None or self.share.fraction is None:
            return _("%(label)s: hidden") % {"label": self.label}
        return _("%(label)s: %(share)s (95 %%: %(ends)s), n %(of)s") % {
            "label": self.label,
            "share": percent(self.share.percent()),
            "ends": percent_ends(self.share.ends()),
            "of": self.share.of,
        }


def draw_shares(
    width: int, bars: Sequence[Bar], *, title: str, description: str
) -> SafeString:
    """Draw one bar a group from nought to a hundred per cent."""
    slim = width == SLIM
    left, right = (0, 84) if slim else (180, 92)
    above = 18 if slim else 0
    pitch = BAR + GAP + above
    height = len(bars) * pitch + 22
    inner = width - left - right

    def x(value: float) -> float:
        return left + value / SCALE * inner

    bottom = len(bars) * pitch
    parts = [
        part
        for value in (0, 25, 50, 75, SCALE)
        for part in (
            line(x(value), 0, x(value), bottom, css="c-grid"),
            text(
                f"{value} %",
                x(value),
                bottom + 16,
                anchor={0: "start"}.get(value, "middle") if slim else "middle",
            ),
        )
    ]
    for i, bar in enumerate(bars):
        y = i * pitch + above + GAP / 2
        place = (0.0, y - 5, "start") if slim else (left - 12.0, y + 14, "end")
        parts.append(text(shorten(bar.label), place[0], place[1], anchor=place[2]))
        parts.append(mark(bar.words, *_bar(bar, x, y, width, right)))
    return picture(width, height, *parts, title=title, description=description)


def shorten(label: str) -> str:
    """Return what of a name fits beside the bars; the table has all of it."""
    if len(label) <= LONGEST_LABEL:
        return label
    return label[: LONGEST_LABEL - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _bar(bar: Bar, x: Scale, y: float, width: int, right: float) -> list[SafeString]:
    share = bar.share
    if share is None or share.fraction is None:
        return [text(_("hidden"), x(0) + 4, y + 14)]
    value = float(share.fraction) * SCALE
    low, high = (float(end) for end in share.interval() or (0, 0))
    middle = y + BAR / 2
    return [
        tag("rect", css="c-bar", x=x(0), y=y, width=x(value) - x(0), height=BAR),
        line(x(low), middle, x(high), middle, css="c-axis"),
        line(x(low), middle - 4, x(low), middle + 4, css="c-axis"),
        line(x(high), middle - 4, x(high), middle + 4, css="c-axis"),
        text(percent(share.percent()), width - right + 10, y + 14, css="c-value"),
        text(f"n {share.of}", width, y + 14, anchor="end"),
    ]
