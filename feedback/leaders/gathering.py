"""What the leaders' pages are made of, in a fixed number of queries.

Published counts and process figures only: no answer, no invitation, no tally.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from feedback.answer.closed import QUARTER, Closed, periods
from feedback.answer.counting import RESPONSE
from feedback.answer.models import Count
from feedback.answer.tables import MONTHS_SHOWN, Row, rows_of
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.indicators import RETURN_DAYS, indicators
from feedback.leaders.points import Months
from feedback.leaders.process import ask
from feedback.leaders.reading import Reading, readings
from feedback.note.models import Note
from feedback.target.models import Target


@dataclass(frozen=True)
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


def gather() -> Gathered:
    """Return everything that is followed; four queries, however much there is."""
    rows, quarters = months_and_quarters()
    months = months_of_work(timezone.now())
    targets: dict[str, Decimal] = dict(Target.objects.values_list("indicator", "value"))
    found = readings(
        indicators(load(HANDOVER_PULSE)),
        rows=rows,
        months=months,
        notes=Note.objects.standing().select_related("pinned_by"),
        targets=targets,
    )
    return Gathered(rows, quarters, months, found)


def months_and_quarters() -> tuple[list[Row], list[Closed]]:
    """Return the newest closed months, and every closed quarter; one query."""
    # the smallest of the tables that every quarter has
    ends = Q(table=Count.Table.QUARTER, dimension="warm", item=RESPONSE)
    cells = list(Count.objects.filter(Q(table=Count.Table.MONTH) | ends).cells())
    months = [cell for cell in cells if cell.table == Count.Table.MONTH]
    quarters = [cell for cell in cells if cell.table == Count.Table.QUARTER]
    closed = periods((each.since, each.until, each.instrument) for each in quarters)
    return rows_of(months)[-MONTHS_SHOWN:], closed


def months_of_work(at: datetime) -> Months:
    """Return what happened in each of the closed months, if somebody keeps it."""
    end = beginning_of_month(at.astimezone(COPENHAGEN).date())
    begin = end.replace(year=end.year - MONTHS_SHOWN // 12)
    asked = {"since": begin, "until": end, "within": timedelta(days=RETURN_DAYS)}
    found: Months | None = ask("handover_months", **asked)
    return found or {}


def beginning_of_month(day: date) -> datetime:
    """Return the first moment of a day's month in Copenhagen."""
    return datetime.combine(day.replace(day=1), time(), COPENHAGEN)
