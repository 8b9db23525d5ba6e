"""Every page, on every screen: nobody is shut out, and nothing complains.

Each page is loaded once with script and looked at in light, dark and forced colours,
and once without script. The pictures are for a person to look at.
"""

import pytest

from feedback.invitation.code import code_of
from tests.accessibility import assert_accessible, assert_on_paper, put_on_paper
from tests.cast import employ
from tests.feedback.test_results import pages_in

pytestmark = [pytest.mark.journey, pytest.mark.commits]

DESK = {"width": 1280, "height": 900}
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


def pages_of_casework(town):
    """The pages of those who hold batons, by the person who opens them."""
    case, offered = f"/cases/{town.case.pk}", f"/handovers/{town.waiting.pk}"
    views = ["department", "coordinating", "overdue", "waiting", "tasks"]
    return {
        "jonas": {
            "worklist": "/",
            **{f"worklist-{view}": f"/?view={view}" for view in views},
            "worklist-search": "/?q=Karla",
            "case": f"{case}/",
            "case-new": "/cases/new/",
            "contact": f"{case}/contact/",
            "charter": f"{case}/charter/",
            "plan": f"{case}/plan/",
            "goal": f"{case}/goal/",
            "measure": f"{case}/measure/",
            "measure-change": f"/measures/{town.case.measure.pk}/change/",
            "citizen": f"{case}/citizen/",
            "offer": f"{case}/offer/",
            "check-answers": (f"{case}/offer/", fill_in_offer),
            "handover-giver": f"{offered}/",
            "handover-withdraw": f"{offered}/withdraw/",
            "consent": f"{case}/consent/",
            "consent-withdraw": f"/consents/{town.case.consent.pk}/withdraw/",
            "involve": f"{case}/involve/",
            "mentorship": f"{case}/mentorship/",
            "contact-person": f"{case}/contact-person/",
            "pause": f"{case}/pause/",
            "close": f"{case}/close/",
            "notices-none": "/notices/",
            "deputies": "/deputies/",
            "api-docs": "/api/docs/",
            "emergency": "/emergency/",
            "tablets": "/besvarelser/skranke/",
            "tablet-close": f"/besvarelser/skranke/{town.counter.pk}/close/",
            "paper": "/besvarelser/",
            "paper-typed": ("/besvarelser/", find_paper(town)),
            "not-found": "/cases/999999/",
        },
        "hanne": {
            "worklist-incoming": "/?view=incoming",
            "handover": f"{offered}/",
            "accept": f"{offered}/accept/",
            "accept-refused": (f"{offered}/accept/", press_without_answer),
            "decline": f"{offered}/decline/",
            "complete": f"/handovers/{town.accepted.pk}/complete/",
            "notices": "/notices/",
            "interviews": "/besvarelser/samtaler/",
            "interview": f"/besvarelser/samtaler/{town.interview.pk}/",
            "interview-declined": f"/besvarelser/samtaler/{town.interview.pk}/decline/",
            "desk": "/besvarelser/koder/",
            "desk-found": ("/besvarelser/koder/", find_vera),
            "desk-code": f"/besvarelser/koder/{town.interview.pk}/",
        },
    }


def pages_of_others(town):
    """The pages of coordinators, leaders, mentors and citizens."""
    return {
        "kim": {
            "coordinator": "/",
            "coordinate": f"/cases/{town.accepted.case_id}/coordinate/",
            "reassign": f"/cases/{town.case.pk}/reassign/",
        },
        "lone": {
            "leaders": "/ledelse/",
            "special-looks": "/emergency/looks/",
            "mentors-out": "/mentors/out/",
            "mentor-figures": "/ledelse/mentorer/",
            **pages_of_what_goes_out(town),
        },
        "lars": {
            "rounds": "/ledelse/runder/",
            "round-new": "/ledelse/runder/ny/",
            "round-hard-words": ("/ledelse/runder/ny/", ask_in_hard_words),
            "round-draft": f"{town.draft.get_absolute_url()}",
            "round-change": f"{town.draft.get_absolute_url()}aendre/",
            "round-start": f"{town.draft.get_absolute_url()}start/",
            "round": f"{town.round.get_absolute_url()}",
            "round-interviewers": f"{town.round.get_absolute_url()}interviewere/",
            "round-close": f"{town.round.get_absolute_url()}luk/",
            "round-call-off": f"{town.round.get_absolute_url()}aflys/",
        },
        "mona": {
            "field": "/field/",
            "going-in": "/field/out/",
            "field-citizen": f"/field/{town.mentorship.pk}/",
            "visit": f"/field/{town.mentorship.pk}/visit/",
            "mentorship-list": "/mentorships/",
        },
        "": {
            "sign-in": "/account/login/",
            "survey": town.asked,
            "survey-answered": town.answered,
            "survey-unknown": "/s/unknown/",
            "survey-code": "/svar/",
            "tablet": town.tablet,
            "tablet-thanks": f"{town.tablet}tak/",
            "demo-post": "/demo/post/",
        },
    }


def pages_of_what_goes_out(town):
    """The pages of remarks, results, benchmarks and the committee."""
    remark, held = f"/ledelse/udsagn/{town.remark.pk}/", town.published.pk
    return {
        "remarks": "/ledelse/udsagn/",
        "remarks-waiting": "/ledelse/udsagn/venter/",
        "remark": remark,
        "remark-drop": f"{remark}drop/",
        "round-results": f"/ledelse/runder/{held}/resultat/",
        "committee": "/ledelse/udvalg/",
        "benchmarks": "/ledelse/sammenligning/",
        "benchmark-new": "/ledelse/sammenligning/ny/",
        "benchmark-away": f"/ledelse/sammenligning/{town.benchmark.pk}/put-away/",
    }


def pages_of_offices(town):
    """The pages of those who see no case: administrators and auditors."""
    baton = town.case.baton
    person = f"/administration/people/{baton.holder_id}/"
    return {
        "anna": {
            "people": "/administration/",
            "person": person,
            "person-new": "/administration/people/new/",
            "person-shut-out": f"{person}deactivate/",
            "seat-give": f"{person}seat/",
            "departments": "/administration/departments/",
            "department": f"/administration/departments/{baton.department_id}/",
            "settings": "/administration/settings/",
            "languages": "/languages/",
            "language": "/languages/ar/",
            "language-sounds": "/languages/ar/handover-pulse-1/",
        },
        "rene": {
            "access-log": "/audit/",
            "who-has-seen": f"/audit/case/?case={town.case.number}",
        },
    }


def fill_in_offer(page):
    """Go on from the offer to the look back."""
    page.locator("[name=receiver]").select_option(index=1)
    page.locator("[name=reason]").fill("Boligen kommer først")
    page.locator("main form button[value=check]").click()
    page.locator("main form button[value=offer]").wait_for()


def find_vera(page):
    """Find whoever has come to the counter."""
    page.locator("[name=name]").fill("Vera")
    page.locator("main form button").click()
    page.get_by_role("link", name="Vera Fiktiv").wait_for()


def find_paper(town):
    """Return how the paper of somebody in the round is found by its code."""

    def find(page):
        page.locator("[name=code]").fill(code_of(town.interview))
        page.locator("main form button").click()
        page.locator("[name=helped]").wait_for()

    return find


def ask_in_hard_words(page):
    """Add a question that is hard to read, to be told so."""
    page.locator("details:has([name=question_1]) summary").click()
    page.locator("[name=question_1]").fill(
        "Oplever du kommunens sagsbehandling tilfredsstillende?"
    )
    page.locator("main form button.button").first.click()
    page.locator("[name=keep_words]").wait_for()


def press_without_answer(page):
    """Accept with nothing written, to be helped."""
    page.locator("main form button.button").first.click()
    page.get_by_role("alert").wait_for()


def look(page, name, keep_picture):
    """Look at the page as it lies there, on every screen."""
    keep_picture(page, f"{name}-1280")
    page.set_viewport_size(PHONE)
    keep_picture(page, f"{name}-390")
    page.set_viewport_size(NARROW)
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    page.set_viewport_size(DESK)
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
    walk(half_of(pages[""], half), None)


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
        for name, address in pages.items():
            page.goto(address)
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
