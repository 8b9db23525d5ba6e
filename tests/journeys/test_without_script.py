"""What staff do about surveys can be read and used where no script arrives.

The scripts are held back rather than forbidden, so that axe can look at what is left.
"""

import pytest
from django.urls import resolve

from tests.accessibility import assert_accessible
from tests.journeys.pages import (
    pages_of_casework,
    pages_of_offices,
    pages_of_others,
)
from tests.journeys.town import found_town

pytestmark = [pytest.mark.journey, pytest.mark.commits]

NARROW = {"width": 320, "height": 640}
SCRIPTS = "**/*.js"


@pytest.fixture(scope="module")
def founded(found):
    return found(found_town)


@pytest.fixture
def town(founded, commits):
    return founded.town


def pages_about_surveys(town):
    """Return the addresses of the surveys' own pages, by who has them."""
    everybody = pages_of_casework(town) | pages_of_others(town) | pages_of_offices(town)
    return {
        person: [place for place in pages.values() if is_about_surveys(place)]
        for person, pages in everybody.items()
    }


def is_about_surveys(place):
    """Say whether a page is one of the surveys', and is reached by its address."""
    if isinstance(place, tuple):
        return False
    view = resolve(place.partition("?")[0]).func
    return view.__module__.startswith("feedback.")


@pytest.mark.parametrize(
    ("person", "least"),
    [("lone", 15), ("lars", 8), ("hanne", 1), ("jonas", 1), ("anna", 2)],
)
def test_staff_can_use_the_surveys_without_script(town, enter, subtests, person, least):
    page = enter(getattr(town, person), viewport=NARROW, reduced_motion="reduce")
    held_back = []

    def hold_back(route):
        held_back.append(route.request.url)
        route.abort()

    page.route(SCRIPTS, hold_back)
    places = pages_about_surveys(town)[person]
    assert len(places) >= least, places
    for place in places:
        with subtests.test(place):
            held_back.clear()
            assert page.goto(place).status == 200
            assert held_back, "nothing was held back: the test shows nothing"
            assert page.locator("h1:visible").count() == 1
            assert_accessible(page)


# citizens' own pages are looked at in each language elsewhere
def test_nobodys_page_about_surveys_is_left_out(town):
    found = {person for person, places in pages_about_surveys(town).items() if places}
    assert found == {"lone", "lars", "hanne", "jonas", "anna", ""}
