"""Mona visits Karla: she writes it down on her phone, in a minute, outside the door."""

from datetime import timedelta
from time import monotonic

import pytest
from django.utils import timezone

from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship
from mentors.planned.actions import plan_one
from mentors.planned.models import PlannedVisit
from mentors.visit.models import Visit
from tests.accessibility import assert_accessible, in_modes
from tests.cast import PASSWORD
from tests.journeys.counting import Hand

pytestmark = [pytest.mark.journey, pytest.mark.commits]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WITHOUT_SCRIPT = PHONE | {"java_script_enabled": False}
A_MINUTE = 60  # seconds
HEAVIEST = 60_000  # bytes of a mentor's day, as the browser reads them


def begin(case, *, by, mentor, department):
    mentorship = actions.propose(
        case,
        by=by,
        department=department,
        mentor=mentor,
        goal="Jeg vil ud blandt andre",
        until=timezone.localdate() + timedelta(days=90),
        basis="statute",
        basis_text="LAB § 167",
    )
    actions.activate(mentorship, by=mentor)
    return Mentorship.objects.get(pk=mentorship.pk)


@pytest.fixture
def mona_at_work(commits, case, jonas, housing, mona):
    """Mona is to visit Karla today."""
    mona.set_password(PASSWORD)
    mona.save()
    running = begin(case, by=jonas, mentor=mona, department=housing)
    now = timezone.localtime().replace(second=0, microsecond=0)
    plan_one(running, by=None, starts_at=now - timedelta(minutes=now.minute % 30))
    return running


@pytest.fixture
def fifteen_citizens(mona_at_work, jonas, jobs, housing, mona):
    """And she has fourteen more, of whom she visits some today and this week."""
    now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    for number in range(14):
        citizen = citizen_actions.register(
            by=jonas,
            name=f"Borger {number} Fiktiv",
            phone="12 34 56 78",
            address="Prøvevej 1, 9999 Prøveby",
            fictive=True,
        )
        case = case_actions.open_case(citizen, by=jonas, department=jobs, reason="Job")
        running = begin(case, by=jonas, mentor=mona, department=housing)
        if number < 10:
            days = 0 if number < 3 else number - 2
            plan_one(running, by=None, starts_at=now + timedelta(days=days))


def sign_in(page, site):
    page.goto(f"{site.url}/account/login/?next=/field/")
    page.get_by_label("Brugernavn").fill("mona")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("heading", name="Mine borgere").wait_for()


def test_mona_writes_a_visit_in_at_most_six_interactions(
    mona_at_work, live_site, open_page, keep_picture
):
    page = open_page(**PHONE)
    sign_in(page, live_site)
    assert_accessible(page)
    keep_picture(page, "mentor-day")

    hand, began = Hand(page), monotonic()
    hand.press("link", "Skriv besøg")
    hand.fill("Hvad vil borgeren gerne?", "I svømmehallen")
    hand.fill("Hvad aftalte I?", "Vi ses på torsdag")
    hand.press("button", "Gem besøget")
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert hand.interactions <= 6
    assert monotonic() - began < A_MINUTE
    assert_accessible(page)
    keep_picture(page, "mentor-citizen")
    visit = Visit.objects.get()
    assert visit.agreed == "Vi ses på torsdag"
    assert PlannedVisit.objects.get().visit == visit


def test_nobody_home_is_one_tap_on_the_day_without_script_too(
    mona_at_work, live_site, open_page, keep_picture
):
    page = open_page(**WITHOUT_SCRIPT)
    sign_in(page, live_site)
    keep_picture(page, "mentor-day-without-script")
    hand = Hand(page)
    hand.press("button", "Ingen hjemme")
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert hand.interactions == 1
    assert Visit.objects.get().outcome == "nobody_home"
    assert PlannedVisit.objects.get().state == "done"


def test_nobody_home_is_one_tap_with_script(mona_at_work, live_site, open_page):
    page = open_page(**PHONE)
    sign_in(page, live_site)
    page.get_by_role("button", name="Ingen hjemme").click()
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert Visit.objects.get().outcome == "nobody_home"
    assert PlannedVisit.objects.get().state == "done"


def test_a_day_with_fifteen_citizens_is_light(
    fifteen_citizens, live_site, open_page, keep_picture
):
    page = open_page(**PHONE)
    sign_in(page, live_site)
    page.evaluate("navigator.serviceWorker?.ready.then(() => 1)")
    loaded = {}
    page.on("response", lambda answer: loaded.update({answer.url: answer}))
    page.goto(f"{live_site.url}/field/", wait_until="networkidle")
    sizes = {url: len(answer.body()) for url, answer in loaded.items() if answer.ok}
    assert any("field.css" in url for url in sizes)
    assert any(".js" in url for url in sizes)
    assert sum(sizes.values()) <= HEAVIEST, sizes
    keep_picture(page, "mentor-day-full")


def test_the_calendars_address_shuts_nobody_out(mona_at_work, live_site, open_page):
    """The pages themselves are looked at in test_every_page.py."""
    page = open_page(**PHONE)
    sign_in(page, live_site)
    page.goto(f"{live_site.url}/field/calendar/")
    page.get_by_role("button", name="Lav en adresse").click()
    page.get_by_label("Adresse til din kalender").wait_for()
    for _mode in in_modes(page, "narrow", "dark", "forced"):
        assert_accessible(page)
