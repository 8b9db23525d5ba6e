"""Working days in Denmark, in the time of Copenhagen."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from time import monotonic
from typing import overload
from zoneinfo import ZoneInfo

from django.utils import timezone

from coordination.models import ClosingDay

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LAST_GREAT_PRAYER_DAY = 2023  # abolished by lov nr. 214 af 6. marts 2023
SATURDAY = 5
FRESH_SECONDS = 60


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year, Easter by the Gregorian computus.

    Source: lov om helligdage; the algorithm is the anonymous one of Nature, 1876.
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = c // 4, c % 4
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    easter = date(year, month, (h - m + r + month + 19) % 32)
    moving = [-3, -2, 0, 1, 39, 49, 50]
    if year <= LAST_GREAT_PRAYER_DAY:
        moving.append(26)
    fixed = [(1, 1), (12, 25), (12, 26)]
    return frozenset(
        [easter + timedelta(days=days) for days in moving]
        + [date(year, month, day) for month, day in fixed]
    )


@lru_cache(maxsize=1)
def _closing_days(_period: int) -> frozenset[date]:
    return frozenset(ClosingDay.objects.values_list("day", flat=True))


def closing_days() -> frozenset[date]:
    """Return the town hall's own closing days, at most a minute old."""
    return _closing_days(int(monotonic() // FRESH_SECONDS))


def end_of_minute(moment: datetime) -> datetime:
    """Return when a minute is over: people type a time without its seconds."""
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def end_of_day(day: date) -> datetime:
    """Return when a day is over, by the clock in the office."""
    return datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)


def is_working_day(day: date, closed: Iterable[date] = ()) -> bool:
    """Say whether the town hall works on a day."""
    return (
        day.weekday() < SATURDAY and day not in holidays(day.year) and day not in closed
    )


def today() -> date:
    """Return the date in Copenhagen."""
    return timezone.localdate(timezone=COPENHAGEN)


@overload
def add_working_days(start: datetime, days: int) -> datetime: ...
@overload
def add_working_days(start: date, days: int) -> date: ...
def add_working_days(start: date, days: int) -> date:
    """Return the day so many working days later; a moment becomes that day's end.

    The deadline for a moment is midnight in Copenhagen after the last of the days,
    so that nobody is late on the day itself, summer time or not.
    """
    closed = closing_days()
    moment = isinstance(start, datetime)
    day = start.astimezone(COPENHAGEN).date() if isinstance(start, datetime) else start
    left = days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, closed)
    if moment:
        return end_of_day(day)
    return day


def last_day(end: datetime | None) -> date | None:
    """Return the last day before a moment; of a midnight, the day before."""
    if end is None:
        return None
    return (end - timedelta(microseconds=1)).astimezone(COPENHAGEN).date()


def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to and including `end`."""
    closed = closing_days()
    span = (end - start).days
    days = (start + timedelta(days=n) for n in range(1, span + 1))
    return sum(is_working_day(day, closed) for day in days)
