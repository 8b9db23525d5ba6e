"""Closed periods: which are published, and in which wording they were asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from feedback.answer.models import Count
from feedback.instrument.catalogue import HANDOVER_PULSE, version_of

QUARTER = 3


class Worded(Protocol):
    """Anything that was asked in one wording of the questionnaire."""

    @property
    def instrument(self) -> str:
        """The version that was asked."""


Of = TypeVar("Of", bound=Worded)


@dataclass(frozen=True)
class Closed:
    """A closed quarter or year, in one wording of the questionnaire.

    Where the wording changed within it each wording has tables of its own, of other
    people: nothing is added up across them. `wordings` are all of them, newest first.
    """

    since: date
    until: date
    instrument: str
    wordings: tuple[str, ...]

    @property
    def is_quarter(self) -> bool:
        """Whether it is a quarter; otherwise it is a calendar year."""
        return self.until.month - self.since.month < QUARTER

    @property
    def key(self) -> str:
        """What it is called in an address; the newest wording goes without saying."""
        period = f"{self.until:%Y-%m}" if self.is_quarter else f"{self.until:%Y}"
        newest = self.instrument == self.wordings[0]
        return period if newest else f"{period}-v{version_of(self.instrument)}"

    @property
    def siblings(self) -> list["Closed"]:
        """The same period in its other wordings."""
        others = (each for each in self.wordings if each != self.instrument)
        return [replace(self, instrument=each) for each in others]

    @property
    def is_todays(self) -> bool:
        """Whether the questions were worded as they are today."""
        return self.instrument == HANDOVER_PULSE

    def own(self, rows: Iterable[Of]) -> list[Of]:
        """Keep what was asked in this wording."""
        return [row for row in rows if row.instrument == self.instrument]


def closed(table: str) -> list[Closed]:
    """Return the periods that a table is published for, the newest first."""
    counts = Count.objects.filter(table=table)
    return periods(counts.values_list("since", "until", "instrument").distinct())


def periods(found: Iterable[tuple[date, date, str]]) -> list[Closed]:
    """Return first month, last month and version as periods, the newest first."""
    wordings: dict[tuple[date, date], set[str]] = {}
    for since, until, instrument in found:
        wordings.setdefault((until, since), set()).add(instrument)
    return [
        Closed(since, until, each, ordered)
        for (until, since), versions in sorted(wordings.items(), reverse=True)
        for ordered in [tuple(sorted(versions, key=version_of, reverse=True))]
        for each in ordered
    ]


def by_key(found: Iterable[Closed]) -> dict[str, Closed]:
    """Return periods by what they are called in an address, in their order."""
    return {each.key: each for each in found}
