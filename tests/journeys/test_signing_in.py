"""Hanne comes to work: she signs in, loses her way, and signs out again."""

import pytest

from tests.accessibility import MODES, assert_accessible, in_modes
from tests.cast import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.commits]


@pytest.fixture
def hanne_at_work(commits, hanne):
    hanne.set_password(PASSWORD)
    hanne.save()
    return hanne


def sign_in(page, site):
    page.goto(f"{site.url}/account/login/")
    page.get_by_label("Brugernavn").fill("hanne")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.locator(".account-button").wait_for()


def leave(page):
    page.locator(".account-button").click()
    page.get_by_role("button", name="Log ud").click()
    page.get_by_label("Brugernavn").wait_for()


def test_hanne_comes_and_goes_on_any_screen(
    hanne_at_work, live_site, open_page, keep_picture
):
    page = open_page(**MODES["light"])
    look(page, f"{live_site.url}/account/login/", "sign-in", keep_picture)
    sign_in(page, live_site)
    for place in ("account/password/", "account/two-step/"):
        look(page, f"{live_site.url}/{place}")
    look(page, f"{live_site.url}/nowhere/", "not-found", keep_picture)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading.startswith("Siden findes ikke")
    leave(page)


def look(page, address, name="", keep_picture=None):
    """Look at a page in every mode."""
    page.goto(address)
    for mode in in_modes(page, *MODES):
        assert_accessible(page)
        if keep_picture:
            keep_picture(page, f"{name}-{mode}")


def test_hanne_is_helped_when_something_is_wrong(hanne_at_work, live_site, open_page):
    page = open_page()
    page.goto(f"{live_site.url}/account/login/")
    page.get_by_label("Brugernavn").fill("hanne")
    page.get_by_label("Adgangskode").fill("noget andet")
    page.get_by_role("button", name="Log ind").click()
    problem = page.get_by_role("alert")
    assert problem.get_by_role("heading").inner_text() == "Der er problemer"
    assert page.get_by_label("Brugernavn").input_value() == "hanne"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"

    sign_in(page, live_site)
    page.goto(f"{live_site.url}/account/password/")
    page.locator(".account-button").click()
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Change password").wait_for()

    without_script = open_page(java_script_enabled=False)
    sign_in(without_script, live_site)
    without_script.goto(f"{live_site.url}/account/password/")
    leave(without_script)
