"""What leaders see of the mentors' work: what is counted, and what is never shown."""

from datetime import date, datetime, timedelta

import pytest

from coordination.calendar import COPENHAGEN
from coordination.formats import NOTHING
from mentors.leaders.months import latest_months
from mentors.leaders.of_citizens import citizens, first_visit
from mentors.leaders.of_visits import agreements_kept, nobody_home, visits_done
from mentors.leaders.publishing import shown
from mentors.leaders.series import Measured
from tests.mentors.a_month import day, visit

NOW = datetime(2025, 11, 15, 12, tzinfo=COPENHAGEN)
OCTOBER, NOVEMBER = 11, 12  # their numbers among the thirteen months


def measured():
    return Measured(latest_months(NOW))


def october_of(department=None):
    return measured().work[OCTOBER, department]


# -- the months -------------------------------------------------------------------


def test_there_are_twelve_closed_months_and_the_running_one():
    months = latest_months(NOW)
    assert [m.begins.date() for m in months[:2]] == [
        date(2024, 11, 1),
        date(2024, 12, 1),
    ]
    assert [m.running for m in months] == [False] * 12 + [True]
    assert months[-1].ends == NOW
    assert months[-1].label.endswith("*")


def test_a_month_begins_at_midnight_in_copenhagen_winter_and_summer():
    months = latest_months(NOW)
    assert months[OCTOBER].begins.utcoffset() == timedelta(hours=2)
    assert months[OCTOBER].ends.utcoffset() == timedelta(hours=1)
    assert months[OCTOBER].weeks == 31 / 7


# -- what is counted --------------------------------------------------------------


def test_done_is_counted_where_a_frequency_was_agreed(october):
    work = october_of()
    assert work.done == 5  # four weekly, one fortnightly; "when asked" is in neither
    assert work.agreed == pytest.approx((31 + 1 / 24) / 7 * 1.5)


def test_who_kept_it_met_at_least_the_whole_number_agreed(october):
    work = october_of()
    assert (work.kept, work.promised) == (1, 2)


def test_nobody_home_is_a_share_of_the_visits_somebody_went_for(october):
    work = october_of()
    assert (work.nobody_home, work.tried) == (1, 7)


def test_a_correction_counts_once_as_its_newest_version(october):
    weekly, _fortnightly, _as_asked = october
    first = visit(weekly, day(10, 28))
    visit(weekly, day(10, 28), "nobody_home", visit_id=first.visit_id)
    work = october_of()
    assert (work.done, work.nobody_home) == (5, 2)


def test_a_wrong_clock_counts_when_we_heard_of_it(october):
    weekly, _fortnightly, _as_asked = october
    visit(weekly, datetime(1970, 1, 1, tzinfo=COPENHAGEN), late=["clock"])
    visit(weekly, datetime(2099, 1, 1, tzinfo=COPENHAGEN), late=["clock"])
    this_month = Measured(latest_months())
    assert this_month.work[12, None].met == 2
    assert october_of().done == 5


def test_a_mentorship_counts_for_the_days_it_ran(team, mentored):
    mentored(team[0], asked=day(10, 1), begun=day(10, 4), ended=day(10, 11))
    assert october_of().agreed == pytest.approx(1.0)


def test_the_first_visit_is_counted_from_when_the_mentor_was_asked_for(october):
    found = measured().first[OCTOBER, None]
    # 1 September to 2, 5 and 7 October
    assert (found.n, found.median, found.p90) == (3, 34.0, 36)


def test_who_has_a_mentor_and_who_waits_at_the_end_of_a_month(team, mentored, october):
    mentored(team[0], asked=day(10, 20))
    mentored(team[0], asked=day(9, 1), begun=day(9, 2), ended=day(10, 31, 9))
    standing = measured().standing
    assert (standing[10, None].active, standing[10, None].waiting) == (4, 0)
    assert (standing[OCTOBER, None].active, standing[OCTOBER, None].waiting) == (3, 1)


# -- what is shown ----------------------------------------------------------------


def who(*numbers):
    return frozenset(numbers)


def test_a_department_is_shown_from_three_mentors_on():
    assert shown({1: who(1, 2, 3), 2: who(4, 5, 6)}) == {1, 2}
    assert shown({1: who(1, 2)}) == set()


def test_what_is_hidden_is_at_least_three_mentors_together():
    """Otherwise one could subtract what is shown from the whole."""
    assert shown({1: who(1, 2, 3), 2: who(4)}) == set()
    assert shown({1: who(1, 2, 3, 4), 2: who(5, 6, 7), 3: who(8)}) == {1}
    assert shown({1: who(1, 2, 3), 2: who(4, 5), 3: who(6)}) == {1}


def test_a_mentor_in_two_departments_is_one_person():
    assert shown({1: who(1, 2, 3), 2: who(4, 5), 3: who(4)}) == set()


def test_a_month_with_two_mentors_shows_nothing_of_their_visits(team, mentored):
    for mentor in team[:2]:
        visit(mentored(mentor, asked=day(9, 1), begun=day(9, 2)), day(10, 1))
    series = measured().series(None)
    assert series.work[OCTOBER] is None
    assert series.first[OCTOBER] is None
    assert series.standing[OCTOBER].active == 2  # how many citizens is about no mentor
    for make in (visits_done, agreements_kept, nobody_home, first_visit):
        assert make(series).drawing is None


def test_three_mentors_are_shown(october, housing):
    found = measured()
    assert found.departments() == {housing.pk}
    series = found.series(housing.pk)
    assert series.work[OCTOBER].done == 5
    assert "5" in str(visits_done(series).table.rows[OCTOBER])


def test_few_first_visits_show_no_days(october):
    rows = first_visit(measured().series(None)).table.rows
    assert rows[OCTOBER][1:] == [NOTHING, NOTHING, "færre end 5"]


def test_every_figure_says_its_numerator_and_denominator(october):
    series = measured().series(None)
    for make in (visits_done, agreements_kept, nobody_home, first_visit, citizens):
        made = make(series)
        assert made.note.endswith(".")
        assert made.table.rows[0]
        assert len(made.table.rows) == 13
