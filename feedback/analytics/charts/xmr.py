"""A series of months with its limits, phase by phase, and what was done when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coordination.charts.figure import WIDE
from coordination.charts.svg import line, mark, picture, tag, text
from feedback.analytics.charts.marks import point
from feedback.analytics.charts.scale import Axis, spread

TOP, BOTTOM, LEFT, RIGHT = 24, 26, 46, 84
HEIGHT = {WIDE: 270}
SLIM_HEIGHT = 260
LABEL_ROOM, LABEL_HEIGHT = 62, 14


@dataclass(frozen=True)
class Spot:
    """One point of the series; `flag` is "better" or "worse" where a rule fired."""

    label: str
    value: float
    words: str
    flag: str = ""
    high: bool = False


@dataclass(frozen=True)
class Stretch:
    """A phase from one point up to another, with its limits where it has some."""

    start: int
    stop: int
    limits: tuple[float, float, float] | None = None
    trial: bool = False


@dataclass(frozen=True)
class Sign:
    """Something that happened at a point: a numbered note, or another wording."""

    point: int
    label: str
    words: str
    splits: bool = False


@dataclass(frozen=True)
class Control:
    """All that the chart shows."""

    spots: Sequence[Spot]
    stretches: Sequence[Stretch]
    signs: Sequence[Sign]
    target: float | None
    ends: tuple[float, float | None]
    # a number beside the axis; a limit is written as inside it: below the upper one
    # (-1), above the lower one (1)
    write: Callable[..., str]


def draw_control(
    width: int, control: Control, *, title: str, description: str
) -> SafeString:
    """Draw the chart: limits dashed, phases apart, signals as shapes of their own."""
    height = HEIGHT.get(width, SLIM_HEIGHT)
    right = width - RIGHT
    spots = control.spots
    limits = [end for s in control.stretches if s.limits for end in s.limits]
    values = [spot.value for spot in spots] + limits
    if control.target is not None:
        values.append(control.target)
    low, high = control.ends
    inside = [min(max(v, low), v if high is None else high) for v in values]
    axis = Axis.over(inside, top=TOP, bottom=height - BOTTOM, ends=control.ends)
    room = (right - LEFT) / max(len(spots), 1)

    def x(i: float) -> float:
        return LEFT + (i + 0.5) * room

    parts = [
        part
        for value in axis.lines
        for part in (
            line(LEFT, axis.at(value), right, axis.at(value), css="c-grid"),
            text(control.write(value), LEFT - 6, axis.at(value) + 4, anchor="end"),
        )
    ]
    for stretch in control.stretches:
        parts += _limits(stretch, axis, x(stretch.start - 0.5), x(stretch.stop - 0.5))
    parts += _target(control, axis, right)
    parts += [_sign(sign, x, axis) for sign in control.signs]
    splits = sorted({0, len(spots), *(s.point for s in control.signs if s.splits)})
    for start, stop in pairwise(splits):
        path = " ".join(
            f"{x(i):.1f},{axis.at(spots[i].value):.1f}" for i in range(start, stop)
        )
        parts.append(tag("polyline", css="c-line", points=path))
    parts += [
        mark(
            spot.words,
            point(x(i), axis.at(spot.value), flag=spot.flag, high=spot.high),
        )
        for i, spot in enumerate(spots)
    ]
    return picture(
        width,
        height,
        *parts,
        *_labels_at_end(control, axis, right),
        *_months(spots, x, room, height),
        title=title,
        description=description,
    )


def _limits(stretch: Stretch, axis: Axis, begin: float, end: float) -> list[SafeString]:
    if stretch.limits is None:
        return []
    lower, mean, upper = stretch.limits
    css = "c-trial" if stretch.trial else "c-limit"
    parts = [line(begin, axis.at(mean), end, axis.at(mean), css="c-centre")]
    return parts + [
        line(begin, axis.at(limit), end, axis.at(limit), css=css)
        for limit in (lower, upper)
        if axis.holds(limit)
    ]


def _target(control: Control, axis: Axis, right: float) -> list[SafeString]:
    if control.target is None or not axis.holds(control.target):
        return []
    y = axis.at(control.target)
    return [line(LEFT, y, right, y, css="c-target")]


def _sign(sign: Sign, x: Callable[[float], float], axis: Axis) -> SafeString:
    at = x(sign.point - 0.5) if sign.splits else x(sign.point)
    css = "c-axis" if sign.splits else "c-note"
    return mark(
        sign.words,
        line(at, TOP - 8, at, axis.bottom, css=css),
        text(sign.label, at, TOP - 12, css="c-value", anchor="middle"),
    )


def _labels_at_end(control: Control, axis: Axis, right: float) -> list[SafeString]:
    last = control.stretches[-1] if control.stretches else None
    wanted = []
    if last and last.limits:
        lower, mean, upper = last.limits
        names = ((upper, _("Upper"), -1), (mean, _("Avg."), 0), (lower, _("Lower"), 1))
        wanted = [row for row in names if axis.holds(row[0])]
    if control.target is not None and axis.holds(control.target):
        wanted.append((control.target, _("Target"), 0))
    labels = [
        (axis.at(value) + 4, f"{name} {control.write(value, inwards)}")
        for value, name, inwards in wanted
    ]
    placed = spread(labels, apart=LABEL_HEIGHT, lowest=axis.bottom + 4)
    return [text(words, right + 6, y) for y, words in placed]


def _months(
    spots: Sequence[Spot], x: Callable[[float], float], room: float, height: int
) -> list[SafeString]:
    every = max(1, -(-LABEL_ROOM // max(int(room), 1)))
    return [
        text(spot.label, x(i), height - 8, anchor="middle")
        for i, spot in enumerate(spots)
        if (len(spots) - 1 - i) % every == 0
    ]
