"""Each page a citizen meets, in each language, for every eye and every device."""

from itertools import count

import pytest

from feedback.counter import actions as counters
from feedback.invitation.code import code_of
from feedback.invitation.token import token
from feedback.language import actions as language
from feedback.round import actions
from tests.accessibility import assert_accessible
from tests.feedback.asked import ask, begin
from tests.feedback.test_answer import ready_to_answer

pytestmark = [pytest.mark.journey, pytest.mark.commits]

LANGUAGES = pytest.mark.parametrize("spoken", ["da", "en", "ar"])
DIRECTION = {"da": "ltr", "en": "ltr", "ar": "rtl"}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
LIGHT = (NARROW, {"color_scheme": "light", "forced_colors": "none"})
OTHERWISE = [
    (PHONE, {"color_scheme": "dark", "forced_colors": "none"}),
    (NARROW, {"color_scheme": "light", "forced_colors": "active"}),
]
MOST_BYTES = 40_000
# Without script all the questions are on one page.
PLAIN = ("pulse", "themes-six", "conversation-seven", "dignity", "degree-overall")
OWN = [{"code": "own_1", "scale": "agree-5", "text": "Er ventetiden for lang?"}]
# What stands in the page's own language: not the names of languages, nor what is
# marked as being in another.
SAID = """() => [...document.body.querySelectorAll("*")]
    .filter((e) => !e.matches("script, [lang], [lang] *") && e.checkVisibility())
    .flatMap((e) => [...e.childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.data.trim()).filter(Boolean)"""
OUTSIDE = """() => [...document.querySelectorAll("body *")]
    .filter((e) => e.getClientRects().length && !e.closest("svg, .visually-hidden"))
    .filter((e) => e.getBoundingClientRect().left < -1
        || e.getBoundingClientRect().right > innerWidth + 1)
    .map((e) => e.outerHTML.slice(0, 90))"""


@pytest.fixture
def rounds(lars, hanne):
    """What a citizen can be asked, with each kind of question."""
    language.check("ar", by=None, checked_by="Amal Fiktiv")
    themes = begin(by=lars, instrument="themes-six-1", local_items=OWN)
    _counter, secret = counters.open_counter(themes, by=hanne, place="Jobcentret")
    return {
        "pulse": f"/s/{token(ready_to_answer(1))}/",
        **{
            name: f"/s/{token(ask(begin(by=lars, instrument=f'{name}-1')))}/"
            for name in (
                "conversation-seven",
                "handover-faces",
                "dignity",
                "degree-overall",
            )
        },
        "themes-six": f"/s/{token(ask(themes))}/",
        "tablet": f"/t/{secret}/",
        "code": code_of(ask(themes, name="Ida Fiktiv")),
    }


@pytest.fixture
def look(keep_picture, volume):
    """Look at a page as it lies there, with every eye.

    English is looked at where a long word breaks a page first, Danish and Arabic also
    in dark or in forced colours, by turns; `make prove` looks at each in all ways.
    """
    turns = count()

    def at(page, name, spoken):
        html = page.locator("html")
        assert html.get_attribute("lang") == spoken
        assert html.get_attribute("dir") == DIRECTION[spoken]
        if spoken == "ar":
            latin = [text for text in page.evaluate(SAID) if has_latin(text)]
            assert latin == []
        page.set_viewport_size(PHONE)
        keep_picture(page, f"citizen-{spoken}-{name}-390")
        turn = next(turns) + (spoken == "ar")
        others = (OTHERWISE * 2)[turn % 2 :][: volume(spoken != "en", 2)]
        for screen, mode in [LIGHT, *others]:
            page.set_viewport_size(screen)
            page.emulate_media(**mode)
            assert_accessible(page)
            assert page.evaluate(OUTSIDE) == []
        page.emulate_media(color_scheme="light", forced_colors="none")

    return at


def weigh(page):
    """Collect what a page loads, with the weight of each."""
    loaded = {}

    def add(reply):
        loaded[reply.url] = len(reply.body())

    page.on("response", add)
    return loaded


def has_latin(text):
    """Say whether a text has Latin letters, but for the sender's own name."""
    return any(
        letter.isascii() and letter.isalpha()
        for letter in text.replace("Prøve Kommune", "")
    )


@LANGUAGES
def test_every_question_can_be_answered_by_everybody(
    live_site, open_page, rounds, look, spoken
):
    for name in ("pulse", "themes-six", "conversation-seven", "handover-faces"):
        # nothing is kept from another page, so that all of it is weighed
        page = open_page(base_url=live_site.url, viewport=PHONE)
        loaded = weigh(page)
        page.goto(f"{rounds[name]}?lang={spoken}")
        page.wait_for_load_state("networkidle")
        assert 20_000 < sum(loaded.values()) < MOST_BYTES, loaded
        last = page.locator("[data-step]").count() - 1
        for number in {0, 1, last}:
            steps = page.locator("[data-step]")
            while not steps.nth(number).is_visible():
                page.locator(".walk .button").first.click()
            look(page, f"{name}-{number}", spoken)


@LANGUAGES
def test_it_can_be_answered_where_no_script_arrives(
    live_site, open_page, rounds, look, spoken
):
    """The scripts are held back, so that what is left can be looked at."""
    page = open_page(base_url=live_site.url, viewport=PHONE)
    page.route("**/js/**", lambda route: route.abort())
    for name in PLAIN:
        page.goto(f"{rounds[name]}?lang={spoken}")
        steps = page.locator("[data-step]")
        assert steps.count() == page.locator("[data-step]:visible").count() > 1
        look(page, f"{name}-plain", spoken)
    page.goto(f"{rounds['pulse']}?lang={spoken}")
    page.locator("[data-submit]").click()
    page.get_by_role("alert").wait_for()
    look(page, "nothing-ticked", spoken)
    page.locator("[name=next_step][value='4']").check()
    page.locator("[data-submit]").click()
    page.locator(".receipt").wait_for()
    look(page, "thanks", spoken)
    page.locator("summary").click()
    look(page, "stop", spoken)
    page.locator("form .button").click()
    page.locator("form").wait_for(state="detached")
    look(page, "stopped", spoken)


@LANGUAGES
def test_a_code_and_a_tablet_are_for_everybody_too(
    live_site, open_page, rounds, look, spoken
):
    page = open_page(base_url=live_site.url, viewport=PHONE)
    page.goto(f"/s/unknown/?lang={spoken}")
    look(page, "closed", spoken)
    page.goto(f"/svar/?lang={spoken}")
    look(page, "code", spoken)
    # digits and letters would change places in a line that runs the other way
    assert page.locator("#code").evaluate("(e) => getComputedStyle(e).direction") == (
        "ltr"
    )
    page.locator("#code").fill("AAAA")
    page.locator("form .button").click()
    page.get_by_role("alert").wait_for()
    look(page, "code-unknown", spoken)
    page.locator("#code").fill(rounds["code"])
    page.locator("form .button").click()
    page.locator("[data-step]").first.wait_for()
    look(page, "after-the-code", spoken)

    page.goto(f"{rounds['tablet']}?lang={spoken}")
    look(page, "tablet", spoken)
    page.locator("#code").fill(rounds["code"])
    page.locator("form .button").click()
    page.locator("[data-step]:visible").wait_for()
    look(page, "tablet-question", spoken)
    page.locator(".choice:visible input").first.check()
    while not page.locator("[data-submit]").is_visible():
        page.locator(".walk .button").first.click()
    page.locator("[data-submit]").click()
    page.locator(".receipt").wait_for()
    look(page, "tablet-thanks", spoken)


@LANGUAGES
def test_whoever_asks_aloud_reads_it_too(
    live_site, enter, rounds, look, lars, hanne, let_in, spoken
):
    let_in(hanne)
    held = begin(by=lars, instrument="themes-six-1", local_items=OWN)
    actions.name_interviewers(held, by=lars, interviewers=[hanne])
    place = f"/besvarelser/samtaler/{ask(held, mode='phone').pk}/?lang={spoken}"
    page = enter(hanne, viewport=PHONE)
    page.goto(place)
    look(page, "interview", spoken)
    page.locator(".walk .button").first.click()
    look(page, "interview-question", spoken)


@LANGUAGES
def test_the_structured_interview_is_for_everybody_too(
    live_site, enter, open_page, rounds, look, lars, hanne, let_in, spoken
):
    """Many choices and open wishes: asked aloud, or on the tablet at the counter."""
    let_in(hanne)
    held = begin(by=lars, instrument="interview-guide-1")
    actions.name_interviewers(held, by=lars, interviewers=[hanne])
    _counter, secret = counters.open_counter(held, by=hanne, place="Jobcentret")
    by_phone = ask(held, mode="phone")
    page = enter(hanne, viewport=PHONE)
    page.route("**/js/**", lambda route: route.abort())
    page.goto(f"/besvarelser/samtaler/{by_phone.pk}/?lang={spoken}")
    assert page.locator("[data-step]:visible").count() > 7
    look(page, "interview-guide", spoken)
    page.unroute("**/js/**")
    page.reload()
    # whoever asks presses the buttons
    page.get_by_role("button", name="Næste").click()

    tablet = open_page(base_url=live_site.url, viewport=PHONE)
    tablet.route("**/js/**", lambda route: route.abort())
    tablet.goto(f"/t/{secret}/?lang={spoken}")
    tablet.locator("#code").fill(code_of(ask(held, name="Ida Fiktiv")))
    tablet.locator("form .button").click()
    assert tablet.locator("[data-step]:visible").count() > 7
    look(tablet, "tablet-interview-guide", spoken)
