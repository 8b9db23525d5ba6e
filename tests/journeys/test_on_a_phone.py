"""The worklist on a phone: one row of tabs, and who has the baton."""

import pytest

from tests.accessibility import assert_accessible, assert_no_wider_than_the_screen
from tests.journeys.town import found_town

pytestmark = [pytest.mark.journey, pytest.mark.commits]

SCREENS = {
    "390": {"viewport": {"width": 390, "height": 844}},
    "320": {"viewport": {"width": 320, "height": 640}},
    "without script": {
        "viewport": {"width": 390, "height": 844},
        "java_script_enabled": False,
    },
}
ROW = 64  # a tab is 34 px high; two rows of them are more


@pytest.fixture(scope="module")
def founded(found):
    return found(found_town)


@pytest.fixture
def town(founded, commits):
    return founded.town


def is_whole_on_screen(tab, page):
    box = tab.bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


@pytest.mark.parametrize("screen", SCREENS)
def test_the_tabs_are_one_row_with_the_current_one_in_view(town, enter, screen):
    page = enter(town.kim, **SCREENS[screen])
    tabs = page.locator(".tabs a")
    assert tabs.count() >= 7
    for view in ("mine", "waiting", "tasks"):
        page.goto(f"/?view={view}")
        assert page.locator(".tabs").bounding_box()["height"] < ROW
        assert is_whole_on_screen(page.locator(".tabs [aria-current]"), page), view
        assert_no_wider_than_the_screen(page)


def test_every_tab_is_reached_by_keyboard_and_seen(town, enter):
    page = enter(town.kim, **SCREENS["320"])
    page.goto("/?view=mine")
    page.locator(".tabs a").first.focus()
    for tab in page.locator(".tabs a").all():
        assert tab.evaluate("tab => tab === document.activeElement")
        assert is_whole_on_screen(tab, page)
        page.keyboard.press("Tab")
    assert page.locator("[type=search]").evaluate("it => it === document.activeElement")
    assert_accessible(page)


def test_a_case_says_who_has_the_baton(town, enter):
    page = enter(town.jonas, **SCREENS["390"])
    page.goto("/?view=department")
    cell = page.locator(".worklist tbody tr .card-more").first
    assert cell.is_visible()
    assert cell.inner_text().startswith("Hos: ")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not cell.inner_text().startswith("Hos")
