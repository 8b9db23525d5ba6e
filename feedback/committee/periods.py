"""Which closed period the committee's page is about: a quarter, or a calendar year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from feedback.answer import tables
from feedback.answer.models import Count
from feedback.committee.of_pulse import of_quarter, of_year
from feedback.committee.page import Page
from feedback.instrument.catalogue import HANDOVER_PULSE
from feedback.leaders.periods import quarter_name


@dataclass(frozen=True)
class Period:
    """A closed period, and those that could have been chosen instead."""

    key: str
    choices: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Period":
        """Return the period asked for; the newest quarter when it is unknown."""
        quarters = tables.closed(Count.Table.QUARTER, HANDOVER_PULSE)
        years = tables.closed(Count.Table.YEAR, HANDOVER_PULSE)
        known = {
            **{f"{until:%Y-%m}": quarter_name(until) for until in quarters},
            **{f"{until:%Y}": f"{until:%Y}" for until in years},
        }
        key = asked.get("period", "")
        key = key if key in known else next(iter(known), "")
        return cls(key, tuple(known.items()))

    def page(self, *, today: date) -> Page | None:
        """Return the page about it; nothing where nothing is published."""
        if not self.key:
            return None
        year, _sign, month = self.key.partition("-")
        if month:
            return of_quarter(date(int(year), int(month), 1), today=today)
        return of_year(int(year), today=today)
