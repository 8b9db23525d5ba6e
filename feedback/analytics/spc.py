"""When a series has really changed: the four rules of an XmR chart.

After the NHS's Making Data Count and its code (nhs-r-community/NHSRplotthedots). In
each phase the limits are the mean ± 2.66 mean moving ranges, of all its points; moving
ranges of 3.267 times their own mean or more are left out first. A phase begins where
somebody says so, by name, or where the wording of the question changed. Below six
points there are no limits, below twelve they are a trial: drawn, and no rule is asked.
Everything is computed on exact fractions, so that a point on the mean lies on it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

TRIAL = 6
ENOUGH = 12
RUN = 7
LIMIT = Fraction(266, 100)
WILD = Fraction(3267, 1000)
CLOSE = Fraction(2, 3)

Value = Fraction | int | float


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
    """The centre and limits of a phase, and what broke the rules."""

    mean: Fraction
    lower: Fraction
    upper: Fraction
    signals: tuple[Signal, ...] = ()

    def latest(self, length: int) -> Signal | None:
        """Return the signal that holds at the newest of `length` points."""
        now = [s for s in self.signals if s.points[-1] == length - 1]
        return now[0] if now else None


@dataclass(frozen=True)
class Phase:
    """The points from `start` up to `stop`, with their limits if they are enough."""

    start: int
    stop: int
    chart: Chart | None

    @property
    def length(self) -> int:
        """How many points it has."""
        return self.stop - self.start

    @property
    def is_trial(self) -> bool:
        """Say whether its limits may still move a good deal."""
        return self.length < ENOUGH

    @property
    def latest(self) -> Signal | None:
        """The signal that holds at its newest point."""
        return self.chart.latest(self.length) if self.chart else None

    @property
    def flagged(self) -> Iterator[tuple[int, bool]]:
        """Each point a rule fired on, counted from the series' first, and if upwards.

        A point of several signals is given by the first of them.
        """
        seen = set()
        for signal in self.chart.signals if self.chart else ():
            for point in signal.points:
                if point not in seen:
                    seen.add(point)
                    yield self.start + point, signal.up


def phases(values: Sequence[Value], breaks: Iterable[int] = ()) -> list[Phase]:
    """Return the phases of a series, each begun at one of the breaks."""
    starts = sorted({0, *(b for b in breaks if 0 < b < len(values))})
    return [
        Phase(start, stop, trial_chart(values[start:stop]))
        for start, stop in pairwise([*starts, len(values)])
    ]


def chart(values: Sequence[Value]) -> Chart | None:
    """Return the chart of a phase, or nothing below twelve points."""
    return trial_chart(values) if len(values) >= ENOUGH else None


def trial_chart(values: Sequence[Value]) -> Chart | None:
    """Return the chart of a phase, below twelve points without asking the rules."""
    if len(values) < TRIAL:
        return None
    return chart_of(tuple(exact(value) for value in values))


def chart_of(points: tuple[Fraction, ...]) -> Chart:
    """Return the chart of six points or more."""
    mean = sum(points, Fraction(0)) / len(points)
    reach = LIMIT * mean_move(points)
    limits = Chart(mean, mean - reach, mean + reach)
    if len(points) < ENOUGH:
        return limits
    signals = [
        *outside(points, limits),
        *runs([_side(v, mean) for v in points], Rule.SHIFT),
        *trends(points),
        *near_limit(points, limits),
    ]
    return Chart(mean, limits.lower, limits.upper, tuple(signals))


def exact(value: Value) -> Fraction:
    """Return a number as it is written: 3.4 is 34 tenths."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def mean_move(points: Sequence[Fraction]) -> Fraction:
    """Return the mean moving range, without the wild ones.

    Where a series stands still but for a few steps, every step would be a wild one and
    the limits would fall upon the mean; there all are kept.
    """
    moves = [abs(b - a) for a, b in pairwise(points)]
    bound = WILD * sum(moves, Fraction(0)) / len(moves)
    kept = [move for move in moves if move < bound]
    if not any(kept):
        kept = moves
    return sum(kept, Fraction(0)) / len(kept)


def outside(values: Sequence[Fraction], limits: Chart) -> list[Signal]:
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


def trends(values: Sequence[Fraction]) -> list[Signal]:
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


def near_limit(values: Sequence[Fraction], limits: Chart) -> list[Signal]:
    """Return two of three in the outer third or beyond, all three on the same side."""
    edge = (limits.upper - limits.mean) * CLOSE
    found = []
    for i in range(2, len(values)):
        three = [v - limits.mean for v in values[i - 2 : i + 1]]
        for way in (1, -1):
            side = [way * v for v in three]
            if min(side) > 0 and sum(v > edge for v in side) > 1:
                found.append(Signal(Rule.NEAR_LIMIT, way > 0, (i - 2, i - 1, i)))
    return found


def _side(value: Fraction, line: Fraction) -> int:
    return (value > line) - (value < line)
