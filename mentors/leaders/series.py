"""What may be shown of what was measured, month by month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mentors.leaders import measuring
from mentors.leaders.measuring import EVERY_MONTH, FirstVisits, Standing, Work
from mentors.leaders.months import Month
from mentors.leaders.publishing import FEWEST_MENTORS, shown


@dataclass(frozen=True)
class Series:
    """The months of one place, as far as they may be shown."""

    months: Sequence[Month]
    work: Sequence[Work | None]
    first: Sequence[FirstVisits | None]
    standing: Sequence[Standing | None]
    first_of_all: FirstVisits | None = None

    def total(self, count: Callable[[Work], float]) -> float:
        """Return a sum over the closed months that are shown."""
        pairs = zip(self.months, self.work, strict=True)
        return sum(count(w) for month, w in pairs if w and not month.running)


class Measured:
    """All that was measured, in every place; `series` gives what may be shown of it."""

    def __init__(self, months: Sequence[Month]) -> None:
        self.months = months
        self.work = measuring.work(months)
        self.first = measuring.first_visits(months)
        self.standing = measuring.standing(months)
        self.shown = [self._shown_in(n) for n in range(len(months))]

    def _shown_in(self, n: int) -> set[int]:
        mentors = {
            place: work.mentors
            for (month, place), work in self.work.items()
            if month == n and place is not None
        }
        return shown(mentors)

    def departments(self) -> set[int]:
        """Return the departments of which at least one month is shown."""
        return set[int]().union(*self.shown)

    def series(self, department: int | None) -> Series:
        """Return what may be shown of a department, or of the municipality."""
        open_to_all = [self._may_show(n, department) for n in range(len(self.months))]

        def row(found: dict[Any, Any]) -> list[Any]:
            return [
                found.get((n, department)) if may else None
                for n, may in enumerate(open_to_all)
            ]

        standing = row(self.standing)
        if department is None:  # how many citizens is about no mentor
            standing = [
                self.standing.get((n, None), Standing(0, 0))
                for n in range(len(self.months))
            ]
        of_all = self.first.get((EVERY_MONTH, None)) if department is None else None
        return Series(self.months, row(self.work), row(self.first), standing, of_all)

    def _may_show(self, n: int, department: int | None) -> bool:
        if department is not None:
            return department in self.shown[n]
        whole_place = self.work.get((n, None))
        return whole_place is None or len(whole_place.mentors) >= FEWEST_MENTORS
