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
from feedback.answer.counting import RESPONSE, SIDES
from feedback.answer.models import Count
from feedback.answer.tables import MONTHS_SHOWN, Row, rows_of
from feedback.instrument.catalogue import HANDOVER_PULSE, Instrument, load
from feedback.leaders.indicators import RETURN_DAYS, indicators
from feedback.leaders.points import Months
from feedback.leaders.process import ask
from feedback.leaders.reading import Reading, readings
from feedback.note.models import Note
from feedback.target.models import Target

QUARTER = 3
# All versions of the pulse, whatever their wording: handover-pulse-1, -2 …
FAMILY = HANDOVER_PULSE.rpartition("-")[0] + "-"


@dataclass(frozen=True)
class Gathered:
    """Two years of closed months, and the quarters that are published."""

    instrument: Instrument
    rows: Sequence[tuple[str, Row]]
    quarters: Sequence[date]
    months: Months
    readings: Sequence[Reading]

    def reading(self, code: str) -> Reading | None:
        """Return what is known of one indicator."""
        return next((r for r in self.readings if r.indicator.code == code), None)

    def days(self, wait: str, *, until: date) -> list[int]:
        """Return the days that everybody waited in a quarter."""
        since = first_month(until)
        months = [m for at, m in self.months.items() if since <= at <= until]
        return [day for month in months for day in month[wait]]

    def of_quarter(self, until: date) -> list[Row]:
        """Return the months of a quarter, as far as the pulse of today was asked."""
        since = first_month(until)
        return [
            row
            for version, row in self.rows
            if version == self.instrument.code and since <= row.until <= until
        ]


def first_month(until: date) -> date:
    """Return the first month of the quarter that ends with `until`."""
    return until.replace(month=until.month - QUARTER + 1)


def gather() -> Gathered:
    """Return everything that is followed; four queries, however much there is."""
    instrument = load(HANDOVER_PULSE)
    rows, quarters = months_of_all_versions(instrument.code)
    months = months_of_work(timezone.now())
    targets: dict[str, Decimal] = dict(Target.objects.values_list("indicator", "value"))
    found = readings(
        indicators(instrument),
        rows=rows,
        months=months,
        notes=Note.objects.standing().select_related("pinned_by"),
        targets=targets,
    )
    return Gathered(instrument, rows, quarters, months, found)


def months_of_all_versions(
    instrument: str,
) -> tuple[list[tuple[str, Row]], list[date]]:
    """Return the months of all versions, and the closed quarters of the newest."""
    ends = Q(
        table=Count.Table.QUARTER,
        dimension=SIDES[0],
        item=RESPONSE,
        instrument=instrument,
    )
    months = Q(table=Count.Table.MONTH, instrument__startswith=FAMILY)
    counts = list(Count.objects.filter(months | ends).order_by("until"))
    versions = {count.instrument for count in counts}
    rows = [
        (version, row)
        for version in versions
        for row in rows_of(
            count
            for count in counts
            if count.table == Count.Table.MONTH and count.instrument == version
        )
    ]
    rows.sort(key=lambda pair: (pair[1].until, number_of(pair[0])))
    quarters = {count.until for count in counts if count.table == Count.Table.QUARTER}
    return rows[-MONTHS_SHOWN:], sorted(quarters, reverse=True)


def number_of(version: str) -> int:
    """Return which version of the questionnaire it is."""
    number = version.removeprefix(FAMILY)
    return int(number) if number.isdigit() else 0


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
