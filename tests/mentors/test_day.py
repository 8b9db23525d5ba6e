"""A mentor's day: in the order of time, missed visits on top, cheap with any number."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from coordination.models import Event
from coordination.organisation import stand_in
from mentors.mentorship import actions as mentorship_actions
from mentors.planned import actions
from tests.mentors.conftest import in_days

MISSED, TODAY, AHEAD, OTHERS = (
    "ikke skrevet ned",
    "I dag",
    "De næste dage",
    "Dine andre borgere",
)


def noon(days=0):
    moment = timezone.localtime() + timedelta(days=days)
    return moment.replace(hour=12, minute=0, second=0, microsecond=0)


def plan(mentorship, days):
    return actions.plan_one(mentorship, by=None, starts_at=noon(days))


def day(client):
    return client.get("/field/").content.decode()


@pytest.fixture
def mentor_to(jonas, jobs, housing, mona):
    """Return a function that makes Mona the mentor of one more citizen."""

    def begin(name, **details):
        citizen = citizen_actions.register(by=jonas, name=name, fictive=True, **details)
        case = case_actions.open_case(citizen, by=jonas, department=jobs, reason="Job")
        mentorship = mentorship_actions.propose(
            case,
            by=jonas,
            department=housing,
            mentor=mona,
            goal="Ud",
            until=in_days(90),
            basis_text="LAB § 167",
        )
        mentorship_actions.activate(mentorship, by=mona)
        return mentorship

    return begin


def test_each_visit_is_where_it_belongs_in_time(phone, mentorship, mentor_to):
    plan(mentorship, 0)
    plan(mentor_to("Ida Fiktiv"), -1)
    plan(mentor_to("Bo Fiktiv"), 3)
    plan(mentor_to("Ole Fiktiv"), 30)
    mentor_to("Eva Fiktiv")
    page = day(phone)
    order = [MISSED, "Ida F", TODAY, "Karla F", AHEAD, "Bo F", OTHERS, "Ole F", "Eva F"]
    places = [page.index(word) for word in order]
    assert places == sorted(places)
    assert "intet planlagt" in page


def test_todays_visits_are_in_the_order_of_the_clock(phone, mentorship, mentor_to):
    for name, hour in (("Ida Fiktiv", 14), ("Bo Fiktiv", 9), ("Eva Fiktiv", 11)):
        moment = noon().replace(hour=hour)
        actions.plan_one(mentor_to(name), by=None, starts_at=moment)
    page = day(phone)
    assert page.index("Bo F") < page.index("Eva F") < page.index("Ida F")
    assert "09.00" in page


def test_a_visit_has_what_one_needs_on_the_way(phone, mentorship, citizen, jonas):
    planned = plan(mentorship, 0)
    citizen_actions.correct(citizen, by=jonas, phone="12 34 56 78")
    page = day(phone)
    assert 'href="tel:12345678"' in page
    place = quote("Prøvevej 1, 9999 Prøveby", safe="")
    assert f"https://www.openstreetmap.org/search?query={place}" in page
    assert 'rel="noreferrer"' in page
    assert f"/field/{mentorship.pk}/visit/?planned={planned.pk}" in page
    assert 'name="outcome" value="nobody_home"' in page
    assert "Jeg går ind nu" in page


def test_a_protected_address_is_behind_the_look_on_record(
    phone, mentorship, citizen, jonas
):
    plan(mentorship, 0)
    citizen_actions.correct(citizen, by=jonas, address_protected=True)
    page = day(phone)
    assert "Prøvevej" not in page
    assert "openstreetmap" not in page
    assert f"/field/{mentorship.pk}/address/" in page


def test_the_look_is_on_record(phone, mentorship, mona):
    plan(mentorship, 1)
    phone.get("/field/")
    event = Event.objects.get(kind="mentorship.list")
    assert (event.by, event.facts["ids"]) == (mona, [mentorship.case_id])


def test_the_deputy_sees_the_plan(signed_in, mentorship, mona, mike, lone):
    plan(mentorship, 0)
    assert "Karla" not in day(signed_in(mike))
    now = timezone.now()
    stand_in(
        mona, by=lone, deputy=mike, since=now - timedelta(1), until=now + timedelta(1)
    )
    page = day(signed_in(mike))
    assert "Karla" in page
    assert "Du er stedfortræder for Mona" in page


def test_it_is_gone_when_the_mentorship_ends(phone, mentorship, jonas):
    plan(mentorship, 0)
    assert "Karla" in day(phone)
    mentorship_actions.end(mentorship, by=jonas, because="other")
    assert "Karla" not in day(phone)
    assert phone.get(f"/field/{mentorship.pk}/").status_code == 404


def queries(client):
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/field/").status_code == 200
    return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])


def test_fifteen_citizens_cost_what_two_cost(phone, mentorship, mentor_to):
    for each in (mentorship, mentor_to("Ida Fiktiv")):
        plan(each, 0)
    phone.get("/field/")
    two = queries(phone)
    for number in range(13):
        running = mentor_to(f"Borger {number}")
        for days in (-1, 0, 2):
            plan(running, days)
    assert queries(phone) == two <= 12
