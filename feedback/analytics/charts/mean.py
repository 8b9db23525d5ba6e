"""The mean of an item over the months, with its 95 % interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coordination.charts.figure import SLIM, WIDE
from coordination.charts.svg import line, mark, picture, tag, text
from feedback.analytics.charts.figure import decimal
from feedback.analytics.charts.marks import point

TOP, BOTTOM, LEFT, RIGHT = 12, 26, 28, 44
HEIGHT = {WIDE: 230, SLIM: 210}
LABEL_ROOM = 58
LEAST, MOST = 1, 5


@dataclass(frozen=True)
class Point:
    """One month of the series; `flag` is "better" or "worse" where a rule fired."""

    label: str
    mean: Fraction
    low: float
    high: float
    n: int
    flag: str = ""
    is_high: bool = False

    @property
    def words(self) -> str:
        """What the point says."""
        return _("%(label)s: %(mean)s (95 %%: %(low)s to %(high)s), %(n)s answers") % {
            "label": self.label,
            "mean": decimal(self.mean, 2),
            "low": decimal(self.low, 2),
            "high": decimal(self.high, 2),
            "n": self.n,
        }


def draw_means(
    width: int, points: Sequence[Point], *, title: str, description: str
) -> SafeString:
    """Draw the line with its band on the whole scale from one to five."""
    height = HEIGHT[width]
    inner = width - LEFT - RIGHT
    step = inner / max(len(points) - 1, 1)

    def x(i: int) -> float:
        return LEFT + i * step if len(points) > 1 else LEFT + inner / 2

    def y(value: float) -> float:
        share = (value - LEAST) / (MOST - LEAST)
        return height - BOTTOM - share * (height - TOP - BOTTOM)

    grid = [
        part
        for value in range(LEAST, MOST + 1)
        for part in (
            line(LEFT, y(value), width - RIGHT, y(value), css="c-grid"),
            text(str(value), LEFT - 8, y(value) + 4, anchor="end"),
        )
    ]
    every = max(1, -(-len(points) * LABEL_ROOM // inner))
    labels = [
        text(each.label, x(i), height - 8, anchor="middle")
        for i, each in enumerate(points)
        if (len(points) - 1 - i) % every == 0
    ]
    upper = [f"{x(i):.1f},{y(p.high):.1f}" for i, p in enumerate(points)]
    lower = [f"{x(i):.1f},{y(p.low):.1f}" for i, p in enumerate(points)]
    band = tag("polygon", css="c-band", points=" ".join(upper + lower[::-1]))
    path = " ".join(f"{x(i):.1f},{y(float(p.mean)):.1f}" for i, p in enumerate(points))
    dots = [
        mark(p.words, point(x(i), y(float(p.mean)), flag=p.flag, high=p.is_high))
        for i, p in enumerate(points)
    ]
    last = text(
        decimal(points[-1].mean, 2),
        width - RIGHT + 8,
        y(float(points[-1].mean)) + 4,
        css="c-value",
    )
    return picture(
        width,
        height,
        *grid,
        band,
        tag("polyline", css="c-line", points=path),
        *dots,
        last,
        *labels,
        title=title,
        description=description,
    )
