"""Which closed period the committee's page is about: a quarter, or a calendar year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from feedback.answer.closed import Closed, by_key, closed
from feedback.answer.models import Count
from feedback.committee.of_pulse import of_pulse
from feedback.committee.page import Page
from feedback.leaders.periods import period_name


@dataclass(frozen=True)
class Period:
    """A closed period, and those that could have been chosen instead."""

    closed: Closed | None
    choices: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Period":
        """Return the period asked for; the newest quarter when it is unknown."""
        known = by_key([*closed(Count.Table.QUARTER), *closed(Count.Table.YEAR)])
        newest = next(iter(known.values()), None)
        names = tuple((key, period_name(each)) for key, each in known.items())
        return cls(known.get(asked.get("period", ""), newest), names)

    @property
    def key(self) -> str:
        """What it is called in an address."""
        return self.closed.key if self.closed else ""

    def page(self, *, today: date) -> Page | None:
        """Return the page about it; nothing where nothing is published."""
        return of_pulse(self.closed, today=today) if self.closed else None
