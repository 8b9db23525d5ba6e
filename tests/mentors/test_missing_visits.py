"""Where mentor and citizen do not meet as often as they agreed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.case import actions as case_actions
from mentors.mentorship import actions
from mentors.mentorship.frequency import neglected
from mentors.mentorship.models import Mentorship
from mentors.visit import intake
from tests.cast import with_seats

VIEW = "/?view=visits-missing"


def begun(mentorship, days_ago):
    then = timezone.now() - timedelta(days=days_ago)
    Mentorship.objects.filter(pk=mentorship.pk).update(activated_at=then)


def missing():
    rows = neglected(Mentorship.objects.all(), today=timezone.localdate())
    return rows.exists()


@pytest.fixture
def met(report, mona):
    """Return a function that logs a visit so many days ago."""

    def meet(days_ago, **changed):
        moment = timezone.now() - timedelta(days=days_ago)
        return intake.receive(report(started_at=moment, **changed), by=mona).visit

    return meet


@pytest.mark.parametrize(
    ("frequency", "in_time"),
    [("twice_weekly", 4), ("weekly", 7), ("fortnightly", 14), ("monthly", 31)],
)
def test_the_last_day_of_the_interval_is_in_time(mentorship, frequency, in_time):
    Mentorship.objects.update(frequency=frequency)
    begun(mentorship, in_time)
    assert not missing()
    begun(mentorship, in_time + 1)
    assert missing()


def test_who_meets_when_the_citizen_asks_is_never_late(mentorship):
    Mentorship.objects.update(frequency="as_needed")
    begun(mentorship, 100)
    assert not missing()


def test_a_visit_is_one_when_they_met(mentorship, met):
    begun(mentorship, 20)
    met(1, outcome="nobody_home")
    met(1, outcome="cancelled")
    assert missing()
    met(2)
    assert not missing()


def test_a_visit_that_is_corrected_is_what_it_says_now(mentorship, met):
    begun(mentorship, 20)
    visit = met(2)
    met(2, outcome="nobody_home", visit_id=visit.visit_id)
    assert missing()


def test_a_phone_with_its_clock_ahead_does_not_hide_it(mentorship, met, mona):
    begun(mentorship, 20)
    met(-3000)
    assert not missing()  # word of it came today
    later = timezone.localdate() + timedelta(days=9)
    assert neglected(Mentorship.objects.all(), today=later).exists()


def test_a_paused_case_is_not_late(mentorship, case, jonas):
    begun(mentorship, 20)
    case_actions.pause(case, by=jonas, reason="Indlagt")
    assert not missing()


def test_it_is_a_view_of_the_worklist_with_its_count(mentorship, signed_in, jonas):
    begun(mentorship, 20)
    page = signed_in(jonas).get(VIEW)
    assert [row.pk for row in page.context["rows"]] == [mentorship.pk]
    text = page.content.decode()
    assert "Karla Fiktiv" in text
    assert "Hver uge" in text
    tab = next(t for t in page.context["tabs"] if t["href"] == VIEW)
    assert (tab["count"], tab["current"]) == (1, True)


def test_the_coordinator_sees_it(coordinated, mentorship, signed_in, kim):
    begun(mentorship, 20)
    assert "Karla Fiktiv" in signed_in(kim).get(VIEW).content.decode()


def test_it_is_empty_when_they_meet(mentorship, signed_in, jonas, kim):
    page = signed_in(jonas).get(VIEW).content.decode()
    assert "mødes som aftalt" in page
    tabs = signed_in(kim).get("/").context["tabs"]
    assert VIEW in {tab["href"] for tab in tabs}  # the coordinator always has it


def test_others_see_nothing_of_it(mentorship, signed_in, hanne, lone, pia, outsider):
    begun(mentorship, 20)
    for stranger in (hanne, lone, pia, outsider):
        page = signed_in(stranger).get(VIEW)
        assert not page.context["rows"]
        assert "Karla" not in page.content.decode()


def test_the_deputy_of_the_coordinator_sees_it(coordinated, mentorship, dorte):
    from mentors.mentorship.missing import missing_visits

    begun(mentorship, 20)
    assert missing_visits(with_seats(dorte)).exists()


def test_it_costs_five_queries(mentorship, signed_in, jonas, met):
    begun(mentorship, 20)
    client = signed_in(jonas)
    client.get(VIEW)
    with CaptureQueriesContext(connection) as seen:
        client.get(VIEW)
    asked = [q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 5


def test_an_ended_mentorship_is_not_missed(mentorship, jonas):
    begun(mentorship, 20)
    actions.end(mentorship, by=jonas, because="goal_reached")
    assert not missing()
