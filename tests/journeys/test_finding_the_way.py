"""Jonas finds his way with single keys, and in English when he wants to."""

import pytest

from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from tests.accessibility import assert_accessible

pytestmark = [pytest.mark.journey, pytest.mark.commits]

FOCUSED = "document.activeElement.innerText.trim()"


@pytest.fixture
def two_cases(case, jonas, jobs):
    citizen = citizen_actions.register(by=jonas, name="Bo Fiktiv", fictive=True)
    case_actions.open_case(citizen, by=jonas, department=jobs, reason="Uddannelse")


def test_jonas_walks_his_worklist_with_j_k_and_enter(two_cases, jonas, let_in, enter):
    let_in(jonas)
    page = enter(jonas)
    names = page.locator("[data-rows] tbody .row-link").all_inner_texts()
    assert len(names) == 2

    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == names[0]
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == names[1]
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == names[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*/")
    assert page.get_by_text(names[0]).first.is_visible()

    page.goto("/")
    page.locator(".account-button").click()
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Worklist", exact=True).wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".account-button").click()
    page.get_by_role("button", name="Dansk").click()
    page.get_by_role("heading", name="Arbejdsliste", exact=True).wait_for()


def test_jonas_finds_whom_to_call_before_what_happened(case, jonas, let_in, enter):
    """On a phone above it; at a desk beside it, and what goes on now stays on top."""
    let_in(jonas)
    page = enter(jonas, viewport={"width": 390, "height": 844})
    page.goto(f"/cases/{case.pk}/")

    def place_of(part):
        return page.locator(part).bounding_box()

    people, happened = place_of("#people"), place_of("#timeline")
    assert people["y"] + people["height"] <= happened["y"]

    page.set_viewport_size({"width": 1280, "height": 900})
    people, happened = place_of("#people"), place_of("#timeline")
    assert happened["x"] + happened["width"] <= people["x"]
    assert people["y"] <= happened["y"]
    (_people, now, charter) = page.locator(".columns > *").all()
    assert abs(now.bounding_box()["y"] - people["y"]) < 1
    gap = charter.bounding_box()["y"] - people["y"] - people["height"]
    assert 0 < gap < 40, "the panels stand below each other without a hole"


def test_jonas_sorts_his_list_on_a_phone(two_cases, jonas, let_in, enter):
    """As at a desk; what he searched for stays."""
    let_in(jonas)
    page = enter(jonas, viewport={"width": 390, "height": 844})
    page.goto("/?q=fiktiv")
    head = page.locator(".worklist thead")
    assert head.get_by_role("link", name="Haft i").is_visible()
    assert head.get_by_text("Hos").bounding_box()["width"] < 2
    names = page.locator(".row-link").all_inner_texts()
    assert len(names) == 2
    for way, order in (("", sorted(names)), ("-", sorted(names, reverse=True))):
        head.get_by_role("link", name="Borger").click()
        page.wait_for_url(f"**/?sort={way}citizen&q=fiktiv")
        assert page.locator(".row-link").all_inner_texts() == order
    assert_accessible(page)
