"""What a leader has chosen to look at: one of the fixed tables, never a mixture."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedback.answer import tables
from feedback.answer.closed import Closed, by_key
from feedback.answer.publishing import SMALL_TABLES
from feedback.instrument.catalogue import HANDOVER_PULSE, Instrument, Item, load
from feedback.leaders.names import DIMENSIONS, DIVIDED_BY

BY = ("receiver", "giver", *SMALL_TABLES)
USUAL = "receiver"
# Days within which a baton that comes straight back is counted.
WITHIN = (30, 90, 180)
USUAL_DAYS = 90


@dataclass(frozen=True)
class Selection:
    """A closed quarter, one dimension, and one item of those that were asked in it.

    `is_own` says that the leader chose the dimension, and not the page.
    """

    quarter: Closed | None
    by: str
    is_own: bool
    instrument: Instrument
    item: Item

    @classmethod
    def of(cls, asked: Mapping[str, str], *, quarters: list[Closed]) -> "Selection":
        """Return what was asked for; what is unknown becomes what is usual."""
        newest = quarters[0] if quarters else None
        quarter = by_key(quarters).get(asked.get("quarter", ""), newest)
        instrument = asked_in(quarter)
        item = instrument.item(asked.get("item", "")) or instrument.overall
        by = asked.get("by", "")
        return cls(
            quarter=quarter,
            by=by if by in BY else most_usual(quarter, item),
            is_own=by in BY,
            instrument=instrument,
            item=item,
        )

    @property
    def by_name(self) -> str:
        """What the dimension is called."""
        return str(DIMENSIONS[self.by])

    @property
    def divided_by(self) -> str:
        """The same in the middle of a sentence."""
        return str(DIVIDED_BY[self.by])


def most_usual(quarter: Closed | None, item: Item) -> str:
    """Return the first dimension in which at least half of the groups are shown."""
    shown = tables.shown_of(quarter, item.code) if quarter else {}
    enough = (by for by in BY if by in shown and 2 * shown[by].count >= shown[by].of)
    return next(enough, USUAL)


@dataclass(frozen=True)
class WaySelection:
    """A calendar year, one item, and how soon a baton is straight back.

    `closed` is nothing while the year's answers are not published.
    """

    key: str
    closed: Closed | None
    instrument: Instrument
    item: Item
    days: int

    @classmethod
    def of(
        cls, asked: Mapping[str, str], *, years: Mapping[str, Closed | None]
    ) -> "WaySelection":
        """Return what was asked for; what is unknown becomes what is usual."""
        key = asked.get("year", "")
        key = key if key in years else next(iter(years))
        instrument = asked_in(years[key])
        days = {str(number): number for number in WITHIN}
        return cls(
            key=key,
            closed=years[key],
            instrument=instrument,
            item=instrument.item(asked.get("item", "")) or instrument.overall,
            days=days.get(asked.get("days", ""), USUAL_DAYS),
        )

    @property
    def year(self) -> int:
        """The calendar year, whatever the wording."""
        return self.closed.until.year if self.closed else int(self.key)


def asked_in(closed: Closed | None) -> Instrument:
    """Return what was asked in a period; where there is none, what is asked today."""
    return load(closed.instrument if closed else HANDOVER_PULSE)
