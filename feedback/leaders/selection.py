"""What a leader has chosen to look at: one of the fixed tables, never a mixture."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from feedback.answer.publishing import SMALL_TABLES
from feedback.instrument.catalogue import Instrument, Item
from feedback.leaders.names import DIMENSIONS, DIVIDED_BY

BY = ("receiver", "giver", *SMALL_TABLES)
USUAL = "receiver"
# Days within which a baton that comes straight back is counted.
WITHIN = (30, 90, 180)
USUAL_DAYS = 90


@dataclass(frozen=True)
class Selection:
    """A closed quarter, one dimension, and one item."""

    quarter: date | None
    by: str
    item: Item

    @classmethod
    def of(
        cls, asked: Mapping[str, str], *, quarters: list[date], instrument: Instrument
    ) -> "Selection":
        """Return what was asked for; what is unknown becomes what is usual."""
        wanted = {f"{until:%Y-%m}": until for until in quarters}
        newest = quarters[0] if quarters else None
        by = asked.get("by", "")
        return cls(
            quarter=wanted.get(asked.get("quarter", ""), newest),
            by=by if by in BY else USUAL,
            item=instrument.item(asked.get("item", "")) or instrument.overall,
        )

    @property
    def by_name(self) -> str:
        """What the dimension is called."""
        return str(DIMENSIONS[self.by])

    @property
    def divided_by(self) -> str:
        """The same in the middle of a sentence."""
        return str(DIVIDED_BY[self.by])


@dataclass(frozen=True)
class WaySelection:
    """A closed calendar year, one item, and how soon a baton is straight back."""

    year: int
    item: Item
    days: int

    @classmethod
    def of(
        cls, asked: Mapping[str, str], *, years: list[int], instrument: Instrument
    ) -> "WaySelection":
        """Return what was asked for; what is unknown becomes what is usual."""
        wanted = {str(year): year for year in years}
        days = {str(number): number for number in WITHIN}
        return cls(
            year=wanted.get(asked.get("year", ""), years[0]),
            item=instrument.item(asked.get("item", "")) or instrument.overall,
            days=days.get(asked.get("days", ""), USUAL_DAYS),
        )
