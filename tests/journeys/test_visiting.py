"""Mona visits Karla: she writes it down on her phone, in a minute, outside the door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentors.mentorship import actions
from mentors.visit.models import Visit
from tests.accessibility import assert_accessible
from tests.cast import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.commits]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WITHOUT_SCRIPT = PHONE | {"java_script_enabled": False}


@pytest.fixture
def mona_at_work(commits, case, jonas, housing, mona):
    mona.set_password(PASSWORD)
    mona.save()
    mentorship = actions.propose(
        case,
        by=jonas,
        department=housing,
        mentor=mona,
        goal="Jeg vil ud blandt andre",
        until=timezone.localdate() + timedelta(days=90),
        basis="statute",
        basis_text="LAB § 167",
    )
    actions.activate(mentorship, by=mona)
    return mona


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

    interactions = [
        lambda: page.get_by_role("link", name="Skriv besøg").click(),
        lambda: page.get_by_label("Hvad vil borgeren gerne?").fill("I svømmehallen"),
        lambda: page.get_by_label("Hvad aftalte I?").fill("Vi ses på torsdag"),
        lambda: page.get_by_role("button", name="Gem besøget").click(),
    ]
    for interact in interactions:
        interact()
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert len(interactions) <= 6
    assert_accessible(page)
    keep_picture(page, "mentor-citizen")
    assert Visit.objects.get().agreed == "Vi ses på torsdag"


def test_nobody_home_is_one_tap_without_script_too(
    mona_at_work, live_site, open_page, keep_picture
):
    page = open_page(**WITHOUT_SCRIPT)
    sign_in(page, live_site)
    page.get_by_role("link", name="Skriv besøg").click()
    keep_picture(page, "mentor-visit")
    page.get_by_role("button", name="Ingen hjemme").click()
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert Visit.objects.get().outcome == "nobody_home"
