"""An axis with round numbers, and labels that do not lie on one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1, 2, 5, 10)
LINES = 5


@dataclass(frozen=True)
class Axis:
    """A stretch of numbers with a line at each round one, drawn between two heights."""

    least: float
    most: float
    step: float
    top: float
    bottom: float

    @classmethod
    def over(
        cls,
        values: Sequence[float],
        *,
        top: float,
        bottom: float,
        ends: tuple[float, float | None],
    ) -> "Axis":
        """Return an axis that holds the values, and nothing impossible."""
        low, high = min(values), max(values)
        step = round_step((high - low) or abs(high) or 1)
        least = max(ends[0], floor(low / step) * step)
        most = ceil(high / step) * step
        if ends[1] is not None:
            most = min(most, ends[1])
        if most <= least:  # everything lies on one line, perhaps at the very end
            most = least + step if ends[1] is None else min(least + step, ends[1])
            least = max(ends[0], most - 2 * step)
        return cls(least, most, step, top, bottom)

    def at(self, value: float) -> float:
        """Return the height of a value."""
        share = (value - self.least) / (self.most - self.least)
        return self.bottom - share * (self.bottom - self.top)

    def holds(self, value: float) -> bool:
        """Say whether a value lies on the axis."""
        return self.least <= value <= self.most

    @property
    def lines(self) -> list[float]:
        """Each round number."""
        first = ceil(self.least / self.step - 1e-9)
        last = floor(self.most / self.step + 1e-9)
        return [number * self.step for number in range(first, last + 1)]


def round_step(length: float) -> float:
    """Return the round step that divides a length into five at most."""
    size = 10.0 ** floor(log10(length / LINES))
    return next(s * size for s in STEPS if s * size * LINES >= length * (1 - 1e-9))


def spread(
    wanted: Sequence[tuple[float, str]], *, apart: float, lowest: float
) -> list[tuple[float, str]]:
    """Return labels in their order downwards, moved so that none covers another."""
    placed: list[tuple[float, str]] = []
    for y, words in sorted(wanted):
        placed.append((max(y, placed[-1][0] + apart) if placed else y, words))
    for i in range(len(placed) - 1, -1, -1):
        y, words = placed[i]
        placed[i] = (min(y, lowest - (len(placed) - 1 - i) * apart), words)
    return placed
