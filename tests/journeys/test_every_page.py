"""Every page, on every screen: nobody is shut out, and nothing complains.

Each page is loaded with script and looked at at four widths, and where no script
arrives; in dark and in forced colours, too. The pictures are for a person to look at.
"""

import pytest
from django.conf import settings

from tests.accessibility import (
    assert_accessible,
    assert_no_wider_than_the_screen,
    assert_on_paper,
    put_on_paper,
)
from tests.feedback.test_results import pages_in
from tests.journeys.pages import (
    pages_of_casework,
    pages_of_leaders,
    pages_of_offices,
    pages_of_others,
)
from tests.journeys.town import found_town

pytestmark = [pytest.mark.journey, pytest.mark.commits]

DESK = {"width": 1280, "height": 900}
TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
SCRIPTS = "**/*.js"
COLOURS = {
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
OTHERWISE = (*COLOURS, "plain")
# the texts of the visible headings of the first level, and how many forms there are
OUTLINE = """[
    [...document.querySelectorAll("h1")].filter((h) => h.checkVisibility())
        .map((h) => h.innerText),
    document.querySelectorAll("main form").length,
]"""


@pytest.fixture(scope="module")
def founded(found):
    return found(found_town)


@pytest.fixture
def town(founded, commits):
    return founded.town


@pytest.fixture
def demo(person, monkeypatch):
    """Let the site be a demo for who is nobody: there its post is looked at."""
    if not person:
        monkeypatch.setenv("STAFET_DEMO", "1")


def look(page, name, keep_picture):
    """Look at the page as it lies there, on each screen."""
    keep_picture(page, f"{name}-1280")
    keep_picture(page, f"{name}-390", other=True, on=PHONE)
    page.set_viewport_size(TABLET)
    assert_no_wider_than_the_screen(page)
    page.set_viewport_size(NARROW)
    assert_accessible(page)


def look_again(page, plain, how):
    """Look at it in other colours, or where no script has arrived."""
    if how == "plain":
        assert_accessible(plain)
        return
    page.emulate_media(**COLOURS[how])
    page.set_viewport_size(DESK)
    assert_accessible(page)


def reach(page, place):
    """Open a page, and do on it what leads to the one that is meant."""
    address, prepare = place if isinstance(place, tuple) else (place, None)
    answer = page.goto(address)
    if prepare:
        prepare(page)
    return answer.status


def outline(page):
    """Say what a page must have, whether or not script runs."""
    return page.evaluate(OUTLINE)


def hold_back_scripts(page):
    """Let no script arrive; a page that forbids them could not be examined."""
    held_back = []

    def hold_back(route):
        held_back.append(route.request.url)
        route.abort()

    page.route(SCRIPTS, hold_back)
    return held_back


def listen(page):
    """Collect what the browser complains of, but for the page's own status."""
    heard = []

    def hear(said):
        of_the_page = said.location["url"] == page.url
        own_status = of_the_page and said.text.startswith("Failed to load resource")
        if said.type in ("error", "warning") and not own_status:
            heard.append(said.text)

    page.on("console", hear)
    return heard


@pytest.fixture
def walk(enter, open_page, live_site, keep_picture, subtests, volume):
    """Look at all the pages a person has, with script and without.

    All of them in light and as narrow as can be; in dark, in forced colours and without
    script by turns. `make prove` looks at each in all ways.
    """

    def through(pages, person):
        screen = {"viewport": DESK, "reduced_motion": "reduce"}
        if person:
            page = enter(person, **screen)
        else:
            page = open_page(base_url=live_site.url, **screen)
        plain = open_page(
            base_url=live_site.url,
            viewport=NARROW,
            reduced_motion="reduce",
            storage_state=page.context.storage_state(),
        )
        held_back = hold_back_scripts(plain)
        heard = listen(page)
        ways = volume(1, len(OTHERWISE))
        for turn, (name, place) in enumerate(pages.items()):
            with subtests.test(name):
                expected = 404 if name in ("not-found", "survey-unknown") else 200
                page.set_viewport_size(DESK)
                page.emulate_media(color_scheme="light", forced_colors="none")
                assert reach(page, place) == expected
                told = outline(page)
                assert len(told[0]) == 1
                look(page, name, keep_picture)
                held_back.clear()
                assert reach(plain, place) == expected
                assert len(held_back) >= plain.locator("script[src]").count()
                assert outline(plain) == told
                for way in range(turn, turn + ways):
                    look_again(page, plain, OTHERWISE[way % len(OTHERWISE)])
        assert heard == []

    return through


def pages_of_everybody(town):
    """Return the pages of each person by name; of nobody, by none."""
    return pages_of_casework(town) | pages_of_others(town) | pages_of_offices(town)


# Who has many pages is looked after by two processes.
WALKS = [
    *[(person, half) for person in ("jonas", "lone") for half in ("even", "odd")],
    *[(name, "all") for name in ("hanne", "kim", "lars", "mona", "mette", "", "anna")],
    ("rene", "all"),
]
PART = {"all": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}


@pytest.mark.parametrize(("person", "part"), WALKS)
def test_everybody_can_read_and_use_their_pages(town, demo, walk, person, part):
    pages = [*pages_of_everybody(town)[person].items()][PART[part]]
    walk(dict(pages), person and getattr(town, person))


def test_nobody_is_left_out_of_the_walks(town):
    assert {person for person, _part in WALKS} == pages_of_everybody(town).keys()


def test_leaders_can_read_their_pages_in_english(town, enter, keep_picture, volume):
    """The words are longer or shorter; all else is the same in all languages."""
    page = enter(town.lone, viewport=DESK, reduced_motion="reduce")
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": page.url}
    page.context.add_cookies([cookie])
    every = volume(3, 1)
    for turn, (name, address) in enumerate(pages_of_leaders(town).items()):
        page.set_viewport_size(DESK)
        page.goto(address)
        # the council's page is always in Danish
        spoken = "da" if name.startswith("committee") else "en"
        assert page.locator("html").get_attribute("lang") == spoken, name
        keep_picture(page, f"{name}-english-1280", other=True)
        for screen in (TABLET, PHONE):
            page.set_viewport_size(screen)
            assert_no_wider_than_the_screen(page)
        page.set_viewport_size(NARROW)
        assert_no_wider_than_the_screen(page)
        # the words alone are others than in Danish
        if turn % every == 0:
            assert_accessible(page)


def test_the_committees_page_is_one_side_of_paper(town, enter):
    """Print it, about the survey and about a round, as the browser prints."""
    page = enter(town.lone)
    for address in ("udvalg/", f"runder/{town.published.pk}/udvalg/"):
        page.goto(f"/ledelse/{address}")
        assert pages_in(page.pdf(prefer_css_page_size=True)) == 1
    page.goto(f"/ledelse/runder/{town.published.pk}/resultat/")
    assert pages_in(page.pdf(prefer_css_page_size=True)) <= 3


def test_the_leaders_pages_are_cut_by_no_paper(town, enter, keep_picture):
    """Print what is read; a form is filled in on the screen."""
    read = pages_of_others(town)
    for person in ("lone", "lars"):
        page = enter(getattr(town, person))
        put_on_paper(page)
        for name, place in read[person].items():
            if isinstance(place, tuple):  # a form that has something in it
                continue
            page.goto(place)
            keep_picture(page, f"{name}-print", other=True)
            assert_on_paper(page)
            assert not page.locator(".chart summary:visible").count(), name
