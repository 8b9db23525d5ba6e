"""Working days: Easter, closing days, summer time, and the day nobody has any more."""

from datetime import date, datetime

import pytest

from coordination import calendar
from coordination.calendar import (
    COPENHAGEN,
    add_working_days,
    holidays,
    is_working_day,
    working_days_between,
)
from coordination.models import ClosingDay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("year", "easter_monday"),
    [
        (2024, date(2024, 4, 1)),
        (2025, date(2025, 4, 21)),
        (2026, date(2026, 4, 6)),
        (2027, date(2027, 3, 29)),
        (2038, date(2038, 4, 26)),
    ],
)
def test_easter_falls_where_the_almanac_says(year, easter_monday):
    assert easter_monday in holidays(year)


def test_great_prayer_day_was_a_holiday_until_2023():
    assert date(2023, 5, 5) in holidays(2023)
    assert date(2024, 4, 26) not in holidays(2024)


def test_five_working_days_over_easter():
    # Wednesday before Easter 2026: Thu, Fri and Mon are holidays.
    assert add_working_days(date(2026, 4, 1), 5) == date(2026, 4, 13)


def test_local_closing_days_do_not_count():
    assert add_working_days(date(2026, 12, 23), 1) == date(2026, 12, 24)
    ClosingDay.objects.create(day=date(2026, 12, 24), name="Juleaften")
    calendar._closing_days.cache_clear()
    assert add_working_days(date(2026, 12, 23), 1) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        # clocks go forward on 29 March and back on 25 October 2026
        (datetime(2026, 3, 27, 23, 30, tzinfo=COPENHAGEN), "2026-03-31T00:00:00+02:00"),
        (datetime(2026, 10, 23, 9, 0, tzinfo=COPENHAGEN), "2026-10-27T00:00:00+01:00"),
    ],
)
def test_a_deadline_is_midnight_in_copenhagen_whatever_the_clocks_do(start, ends):
    assert add_working_days(start, 1).isoformat() == ends


def test_a_moment_late_at_night_belongs_to_its_own_day():
    at = datetime.fromisoformat("2026-11-22T23:30:00+00:00")  # Monday in Copenhagen
    assert add_working_days(at, 1).date() == date(2026, 11, 25)


def test_days_between_are_the_inverse_of_adding():
    start = date(2026, 4, 1)
    for days in range(30):
        assert working_days_between(start, add_working_days(start, days)) == days


def test_weekends_do_not_work():
    assert not is_working_day(date(2026, 11, 22))
    assert is_working_day(date(2026, 11, 23))
