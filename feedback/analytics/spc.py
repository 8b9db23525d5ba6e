"""When a series has really changed: the four rules of an XmR chart.

Limits are the mean ± 2.66 mean moving ranges, with moving ranges beyond 3.267
times their own mean left out. No word about a trend is said unless a rule fires.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

ENOUGH = 12
RUN = 7


class Rule(StrEnum):
    """What a series did that chance seldom does."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"


@dataclass(frozen=True)
class Signal:
    """A rule that fired: in which direction, on which points."""

    rule: Rule
    up: bool
    points: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """The centre and limits of a series, and what broke the rules."""

    mean: float
    lower: float
    upper: float
    signals: tuple[Signal, ...]

    def latest(self, length: int) -> Signal | None:
        """Return the signal that holds at the newest of `length` points."""
        now = [s for s in self.signals if s.points[-1] == length - 1]
        return now[0] if now else None


def chart(values: Sequence[float]) -> Chart | None:
    """Return the chart of a series, or nothing below twelve points."""
    if len(values) < ENOUGH:
        return None
    mean = sum(values) / len(values)
    moves = [abs(b - a) for a, b in pairwise(values)]
    bound = 3.267 * sum(moves) / len(moves)
    kept = [move for move in moves if move <= bound] or moves
    reach = 2.66 * sum(kept) / len(kept)
    found = Chart(mean, mean - reach, mean + reach, ())
    signals = [
        *outside(values, found),
        *runs([_side(v, mean) for v in values], Rule.SHIFT),
        *trends(values),
        *near_limit(values, found),
    ]
    return Chart(mean, found.lower, found.upper, tuple(signals))


def outside(values: Sequence[float], limits: Chart) -> list[Signal]:
    """Return the points beyond a limit."""
    return [
        Signal(Rule.OUTSIDE, v > limits.upper, (i,))
        for i, v in enumerate(values)
        if not limits.lower <= v <= limits.upper
    ]


def runs(sides: Sequence[int], rule: Rule) -> list[Signal]:
    """Return each run of seven or more on one side; a point on the line breaks it."""
    found, start = [], 0
    for i in range(1, len(sides) + 1):
        if i == len(sides) or sides[i] != sides[start]:
            if sides[start] and i - start >= RUN:
                found.append(Signal(rule, sides[start] > 0, tuple(range(start, i))))
            start = i
    return found


def trends(values: Sequence[float]) -> list[Signal]:
    """Return each stretch of seven or more points that only rise, or only fall."""
    steps = [_side(b, a) for a, b in pairwise(values)]
    found, start = [], 0
    for i in range(1, len(steps) + 1):
        if i == len(steps) or steps[i] != steps[start]:
            if steps[start] and i - start >= RUN - 1:
                points = tuple(range(start, i + 1))
                found.append(Signal(Rule.TREND, steps[start] > 0, points))
            start = i
    return found


def near_limit(values: Sequence[float], limits: Chart) -> list[Signal]:
    """Return two of three in the outer third, all three on the same side."""
    edge = (limits.upper - limits.mean) * 2 / 3
    found = []
    for i in range(2, len(values)):
        three = [v - limits.mean for v in values[i - 2 : i + 1]]
        for way in (1, -1):
            side = [way * v for v in three]
            if min(side) > 0 and sum(v > edge for v in side) > 1:
                found.append(Signal(Rule.NEAR_LIMIT, way > 0, (i - 2, i - 1, i)))
    return found


def _side(value: float, line: float) -> int:
    return (value > line) - (value < line)
