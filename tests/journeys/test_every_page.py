"""Every page, on every screen: nobody is shut out, and nothing complains.

Each page is loaded once with script and looked at at four widths, in light, dark and
forced colours, and once without script. The pictures are for a person to look at.
"""

import pytest
from django.conf import settings

from tests.accessibility import (
    assert_accessible,
    assert_no_wider_than_the_screen,
    assert_on_paper,
    put_on_paper,
)
from tests.cast import employ
from tests.feedback.test_results import pages_in
from tests.journeys.pages import (
    pages_of_casework,
    pages_of_leaders,
    pages_of_offices,
    pages_of_others,
)

pytestmark = [pytest.mark.journey, pytest.mark.commits]

DESK = {"width": 1280, "height": 900}
TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
# the texts of the visible headings of the first level, and how many forms there are
OUTLINE = """[
    [...document.querySelectorAll("h1")].filter((h) => h.checkVisibility())
        .map((h) => h.innerText),
    document.querySelectorAll("main form").length,
]"""


@pytest.fixture
def demo(monkeypatch):
    """Let the site be a demo, so that its post can be looked at."""
    monkeypatch.setenv("STAFET_DEMO", "1")


def look_in_every_width(page, name, keep_picture):
    """Look at the page as it lies there, from the desk to the narrowest phone."""
    keep_picture(page, f"{name}-1280")
    page.set_viewport_size(PHONE)
    keep_picture(page, f"{name}-390")
    page.set_viewport_size(TABLET)
    assert_no_wider_than_the_screen(page)
    page.set_viewport_size(NARROW)
    assert_accessible(page)


def look(page, name, keep_picture):
    """Look at the page as it lies there, on every screen."""
    look_in_every_width(page, name, keep_picture)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(DESK)
    assert_accessible(page)
    page.emulate_media(color_scheme="light", forced_colors="active")
    assert_accessible(page)
    page.emulate_media(forced_colors="none")


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
def walk(enter, open_page, live_site, keep_picture, subtests):
    """Look at all the pages a person has, with script and without."""

    def through(pages, person):
        screen = {"viewport": DESK, "reduced_motion": "reduce"}
        if person:
            page = enter(person, **screen)
        else:
            page = open_page(base_url=live_site.url, **screen)
        plain = open_page(
            base_url=live_site.url,
            viewport=PHONE,
            java_script_enabled=False,
            storage_state=page.context.storage_state(),
        )
        heard = listen(page)
        for name, place in pages.items():
            with subtests.test(name):
                expected = 404 if name in ("not-found", "survey-unknown") else 200
                page.set_viewport_size(DESK)
                page.emulate_media(color_scheme="light", forced_colors="none")
                assert reach(page, place) == expected
                told = outline(page)
                assert len(told[0]) == 1
                look(page, name, keep_picture)
                assert reach(plain, place) == expected
                assert outline(plain) == told
        assert heard == []

    return through


HALVES = pytest.mark.parametrize("half", [0, 1], ids=["first", "second"])


def half_of(pages, half):
    """Return every other page, so that two processes can look at them."""
    return dict(list(pages.items())[half::2])


@HALVES
def test_everybody_can_read_and_use_the_pages_of_casework(
    town, jonas, hanne, demo, live_site, walk, half
):
    pages = pages_of_casework(town)
    walk(half_of(pages["jonas"], half), jonas)
    walk(half_of(pages["hanne"], half), hanne)


@HALVES
def test_everybody_can_read_and_use_the_other_pages(
    town, kim, lone, lars, mona, demo, live_site, walk, half
):
    pages = pages_of_others(town)
    walk(half_of(pages["kim"], half), kim)
    walk(half_of(pages["lone"], half), lone)
    walk(half_of(pages["lars"], half), lars)
    walk(half_of(pages["mona"], half), mona)
    walk(half_of(pages["mette"], half), town.odds.mentorship.mentor)
    walk(half_of(pages[""], half), None)


def test_leaders_can_read_their_pages_in_english(town, lone, enter, keep_picture):
    """The words are longer or shorter; the colours are the same in all languages."""
    page = enter(lone, viewport=DESK, reduced_motion="reduce")
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": page.url}
    page.context.add_cookies([cookie])
    for name, address in pages_of_leaders(town).items():
        page.set_viewport_size(DESK)
        page.goto(address)
        # the council's page is always in Danish
        spoken = "da" if name.startswith("committee") else "en"
        assert page.locator("html").get_attribute("lang") == spoken, name
        look_in_every_width(page, f"{name}-english", keep_picture)


def test_the_committees_page_is_one_side_of_paper(town, lone, enter):
    """Print it, about the survey and about a round, as the browser prints."""
    page = enter(lone)
    for address in ("udvalg/", f"runder/{town.published.pk}/udvalg/"):
        page.goto(f"/ledelse/{address}")
        assert pages_in(page.pdf(prefer_css_page_size=True)) == 1
    page.goto(f"/ledelse/runder/{town.published.pk}/resultat/")
    assert pages_in(page.pdf(prefer_css_page_size=True)) <= 3


def test_the_leaders_pages_are_cut_by_no_paper(town, lone, lars, enter, keep_picture):
    """Print what is read; a form is filled in on the screen."""
    read = pages_of_others(town)
    for person, pages in ((lone, read["lone"]), (lars, read["lars"])):
        page = enter(person)
        put_on_paper(page)
        for name, place in pages.items():
            if isinstance(place, tuple):  # a form that has something in it
                continue
            page.goto(place)
            keep_picture(page, f"{name}-print")
            assert_on_paper(page)
            assert not page.locator(".chart summary:visible").count(), name


def test_everybody_can_read_and_use_the_pages_of_offices(
    town, administrator, elsewhere, let_in, live_site, walk
):
    rene = employ("rene", elsewhere, "auditor")
    let_in(administrator, rene)
    pages = pages_of_offices(town)
    walk(pages["anna"], administrator)
    walk(pages["rene"], rene)
