"""What the leaders' pages are made of, computed anew when something has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from feedback.answer.closed import QUARTER, Closed, periods
from feedback.answer.models import Count
from feedback.answer.tables import MONTHS_SHOWN, Row, rows_of
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.indicators import indicators
from feedback.leaders.points import Months
from feedback.leaders.reading import Reading, readings
from feedback.leaders.sources import Sources


@dataclass(frozen=True, eq=False)
class Gathered:
    """Two years of closed months in all wordings, and the quarters published."""

    rows: Sequence[Row]
    quarters: Sequence[Closed]
    months: Months
    readings: Sequence[Reading]

    def reading(self, code: str) -> Reading | None:
        """Return what is known of one indicator."""
        return next((r for r in self.readings if r.indicator.code == code), None)

    def months_of(self, quarter: Closed) -> list[Row]:
        """Return the months that a quarter is the sum of."""
        within = (r for r in self.rows if quarter.since <= r.until <= quarter.until)
        return quarter.own(within)

    def days(self, wait: str, *, until: date) -> list[int]:
        """Return the days that everybody waited in a quarter."""
        since = first_month(until)
        months = [m for at, m in self.months.items() if since <= at <= until]
        return [day for month in months for day in month[wait]]


def first_month(until: date) -> date:
    """Return the first month of the quarter that ends with `until`."""
    return until.replace(month=until.month - QUARTER + 1)


# What was gathered last in each language, with what it was made of.
_last: dict[str | None, tuple[Sources, Gathered]] = {}


def gather() -> Gathered:
    """Return everything that is followed; two queries, however much there is.

    All of it is read each time. As long as that says the same, what was made of it is
    returned again: closed months do not change, and working them out takes longer than
    reading them.
    """
    sources = Sources.read()
    made_of, gathered = _last.get(sources.language, (None, None))
    if gathered is None or made_of != sources:
        gathered = gathered_from(sources)
        _last[sources.language] = sources, gathered
    return gathered


def gathered_from(sources: Sources) -> Gathered:
    """Return what was read as rows, quarters and readings."""
    cells = list(sources.cells())
    months = [cell for cell in cells if cell.table == Count.Table.MONTH]
    quarters = [cell for cell in cells if cell.table == Count.Table.QUARTER]
    rows = rows_of(months)[-MONTHS_SHOWN:]
    found = readings(
        indicators(load(HANDOVER_PULSE)),
        rows=rows,
        months=sources.months,
        notes=sources.notes(),
        targets=sources.targets(),
    )
    closed = periods((each.since, each.until, each.instrument) for each in quarters)
    return Gathered(rows, closed, sources.months, found)
