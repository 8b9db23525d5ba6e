"""Bars month by month, with a tick where something was agreed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from coordination.charts.figure import SLIM, WIDE
from coordination.charts.svg import line, mark, picture, tag, text

TOP, BOTTOM, LEFT, RIGHT = 12, 26, 44, 8
HEIGHT = {WIDE: 210, SLIM: 190}
LINES = 4
ROUND = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)
LABEL_ROOM = 58
GAP = 6
STYLES = ("c-bar", "c-bar-over")
Scale = Callable[[float], float]


@dataclass(frozen=True)
class Column:
    """One month: a value for each series, in words, and perhaps what was agreed.

    None is a value that is not shown. A month that still runs is drawn lighter.
    """

    label: str
    values: Sequence[float | None]
    words: Sequence[str]
    agreed: float | None = None
    running: bool = False


def draw_months(
    width: int,
    columns: Sequence[Column],
    *,
    title: str,
    description: str,
    ceiling: int | None = None,
    unit: str = "",
) -> SafeString:
    """Draw the columns from nought up to a round number above them all."""
    height = HEIGHT[width]
    most = max(
        [each for c in columns for each in (*c.values, c.agreed) if each is not None]
        or [1]
    )
    step = next((s for s in ROUND if s * LINES >= (ceiling or most)), ROUND[-1])
    top = step * LINES
    room = (width - LEFT - RIGHT) / max(len(columns), 1)

    def y(value: float) -> float:
        return height - BOTTOM - min(value / top, 1) * (height - TOP - BOTTOM)

    parts = [
        part
        for value in range(0, top + 1, step)
        for part in (
            line(LEFT, y(value), width - RIGHT, y(value), css="c-grid"),
            text(f"{value}{unit}", LEFT - 6, y(value) + 4, anchor="end"),
        )
    ]
    every = max(1, -(-LABEL_ROOM // int(room)))
    for place, column in enumerate(columns):
        x = LEFT + place * room
        parts += _bars(column, x + GAP / 2, room - GAP, y, height - BOTTOM)
        if (len(columns) - 1 - place) % every == 0:
            last = place == len(columns) - 1
            at, anchor = (x + room, "end") if last else (x + room / 2, "middle")
            parts.append(text(column.label, at, height - 8, anchor=anchor))
    return picture(width, height, *parts, title=title, description=description)


def _bars(
    column: Column, left: float, room: float, y: Scale, ground: float
) -> list[SafeString]:
    width = room / max(len(column.values), 1)
    parts = []
    for place, (value, words) in enumerate(
        zip(column.values, column.words, strict=True)
    ):
        if value is None:
            continue
        x, style = left + place * width, STYLES[place]
        bar: dict[str, float] = {"y": y(value), "height": ground - y(value)}
        if column.running:
            bar["fill_opacity"] = 0.5
        shapes = [tag("rect", css=style, x=x, width=width, **bar)]
        if column.agreed is not None:
            tick = y(column.agreed)
            shapes.append(line(x - 2, tick, x + width + 2, tick, css="c-line"))
        parts.append(mark(words, *shapes))
    return parts
