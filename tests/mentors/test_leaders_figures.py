"""What leaders see of the mentors' work: what is counted, and what is never shown."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from coordination.calendar import COPENHAGEN
from coordination.formats import NOTHING
from coordination.messages import queue
from coordination.models import Event
from coordination.workflow import historical
from mentors.leaders.months import latest_months
from mentors.leaders.of_citizens import citizens, first_visit
from mentors.leaders.of_visits import agreements_kept, nobody_home, visits_done
from mentors.leaders.publishing import shown
from mentors.leaders.series import Measured
from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship
from mentors.visit.models import Visit
from tests.cast import employ

NOW = datetime(2025, 11, 15, 12, tzinfo=COPENHAGEN)
OCTOBER, NOVEMBER = 11, 12  # their numbers among the thirteen months


def day(month, number, hour=10):
    return datetime(2025, month, number, hour, tzinfo=COPENHAGEN)


@pytest.fixture
def team(mona, housing):
    """Three mentors in housing."""
    return [mona, *(employ(name, housing, "mentor") for name in ("mike", "merete"))]


@pytest.fixture
def mentored(jonas, jobs, housing):
    """Return a function that lets a citizen have a mentor, since a day in 2025."""

    def begin(mentor, *, asked, begun=None, ended=None, department=housing, **agreed):
        citizen = citizen_actions.register(
            by=jonas, name="Ida Fiktiv", email="ida@example.org", channel="email"
        )
        case = case_actions.open_case(
            citizen, by=jonas, department=jobs, reason="Bolig"
        )
        with historical():
            made = actions.propose(
                case,
                by=jonas,
                department=department,
                mentor=mentor,
                goal="Ud",
                until=(begun or asked).date() + timedelta(days=150),
                basis="statute",
                basis_text="LAB § 167",
                at=asked,
                **agreed,
            )
            if begun:
                actions.activate(made, by=mentor, at=begun)
            if ended:
                actions.end(made, by=jonas, because="other", at=ended)
        return Mentorship.objects.get(pk=made.pk)

    return begin


def visit(mentorship, when, outcome="done", **details):
    """Store a visit as the intake would."""
    client_id = details.pop("client_id", uuid4())
    return Visit.objects.create(
        mentorship=mentorship,
        case=mentorship.case,
        author=mentorship.mentor,
        client_id=client_id,
        visit_id=details.pop("visit_id", client_id),
        digest=uuid4().hex,
        kind="home",
        outcome=outcome,
        started_at=when,
        **details,
    )


@pytest.fixture
def october(team, mentored):
    """Each of three mentors had one citizen from the middle of September on."""
    begun = {"asked": day(9, 1), "begun": day(9, 15)}
    weekly, fortnightly, as_asked = (
        mentored(mentor, frequency=frequency, **begun)
        for mentor, frequency in zip(
            team, ("weekly", "fortnightly", "as_needed"), strict=True
        )
    )
    for number in (2, 9, 16, 23):
        visit(weekly, day(10, number))
    visit(fortnightly, day(10, 7))
    visit(fortnightly, day(10, 21), "nobody_home")
    visit(fortnightly, day(10, 22), "cancelled")
    visit(as_asked, day(10, 5))
    return weekly, fortnightly, as_asked


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


# -- the page ---------------------------------------------------------------------


ADDRESS = "/ledelse/mentorer/"


def test_leaders_see_it_and_others_do_not(signed_in, lone, kim, mona, hanne):
    assert signed_in(lone).get(ADDRESS).status_code == 200
    for person in (kim, mona, hanne):
        assert signed_in(person).get(ADDRESS).status_code == 403


def test_every_leader_sees_the_same_figures_and_the_look_is_on_record(
    signed_in, october, lone, lars, housing
):
    pages = []
    for leader in (lone, lars):
        page = signed_in(leader).get(ADDRESS, {"department": housing.pk})
        pages.append([str(f.table.rows) for f in page.context["figures"]])
        event = Event.objects.filter(kind="figures.read", by=leader).latest("pk")
        assert event.facts["table"] == "mentors"
    assert pages[0] == pages[1]


def test_an_unknown_department_shows_all_together(signed_in, lone, october):
    for asked in ("999", "x", "9" * 30):
        page = signed_in(lone).get(ADDRESS, {"department": asked})
        assert page.context["chosen"] is None


def test_no_mentor_is_named(signed_in, lone, october, team):
    page = signed_in(lone).get(ADDRESS).content.decode()
    assert not [mentor for mentor in team if mentor.name in page]


def test_visits_that_wait_on_phones_are_counted_for_a_week(signed_in, lone, lars):
    queue("mentors/sealed/mail/unsent", key="a", user=lone, waiting=4)
    counts = signed_in(lone).get(ADDRESS).context["uploads"]
    assert counts == {"held": 0, "unplaced": 0, "unopened": 0, "on_phones": 4}
    assert signed_in(lars).get(ADDRESS).context["uploads"]["on_phones"] == 0


@pytest.fixture
def count_queries(signed_in, lone):
    def count():
        client = signed_in(lone)
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as seen:
            client.get(ADDRESS)
        return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])

    return count


def test_the_page_asks_at_most_twelve_questions_however_much_there_is(
    count_queries, team, mentored
):
    begun = timezone.now() - timedelta(days=40)

    def visit_more():
        for mentor in team:
            another = mentored(mentor, asked=begun, begun=begun)
            visit(another, timezone.now() - timedelta(days=3))

    visit_more()
    few = count_queries()
    visit_more()
    assert count_queries() == few <= 12
