"""The pictures of the README, made from the demo: `make screenshots`."""

import json

import pytest
from django.db.models import Count

from cases.baton.models import BatonPeriod
from cases.case.models import Case
from tests import databases

pytestmark = [pytest.mark.picture, pytest.mark.commits]

FOLDER = databases.ROOT / "docs" / "screenshots"
DESK = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def demo(commits, monkeypatch):
    """Load the whole demo; give what a visitor is told about it."""
    monkeypatch.setenv("STAFET_DEMO", "1")
    databases.run_command("load_demo")
    return json.loads(databases.run_command("demo_users", "--json"))


@pytest.fixture
def enter(demo, live_site, open_page):
    """Open a page as one of the demo's people."""
    passwords = {login["username"]: login["password"] for login in demo["logins"]}

    def sign_in(username):
        page = open_page(base_url=live_site.url, **DESK)
        page.goto("/account/login/")
        page.get_by_label("Brugernavn").fill(username)
        page.get_by_label("Adgangskode").fill(passwords[username])
        page.get_by_role("button", name="Log ind").click()
        page.locator(".account-button").wait_for()
        return page

    return sign_in


def keep(page, name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png")


def longest_relay_of(username):
    """Return the case a person carries that has been on the way most often."""
    held = BatonPeriod.objects.filter(until=None, holder__username=username)
    carried = Case.objects.filter(periods__in=held)
    return carried.annotate(legs=Count("handovers")).order_by("-legs", "pk").first()


def test_the_readme_has_its_pictures(demo, enter, live_site, open_page):
    jonas = enter("jonas")
    jonas.goto("/")
    keep(jonas, "worklist")
    jonas.goto(f"/cases/{longest_relay_of('jonas').pk}/")
    keep(jonas, "case")
    leader = enter("lone")
    leader.goto("/ledelse/")
    keep(leader, "leaders")
    citizen = open_page(**PHONE)
    citizen.goto(live_site.url + "/s/" + demo["survey"].rsplit("/s/", 1)[1])
    keep(citizen, "survey")
