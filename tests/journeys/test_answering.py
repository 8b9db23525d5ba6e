"""Answering on a tablet that forgets, and in a language that runs the other way."""

import pytest

from feedback.answer.models import Intake
from feedback.audio import actions as audio
from feedback.counter import actions as counters
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.code import code_of
from feedback.invitation.models import Invitation
from feedback.invitation.token import token
from feedback.language import actions as language
from tests.accessibility import assert_accessible
from tests.feedback.asked import ask, begin
from tests.feedback.test_answer import ready_to_answer

pytestmark = [pytest.mark.journey, pytest.mark.commits]

TABLET = {"width": 1024, "height": 768}
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
LEFT = "() => [localStorage.length, sessionStorage.length, document.cookie]"
SMALL = """() => [...document.querySelectorAll("a, .choice, button")]
    .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 56)
    .map((e) => e.outerHTML)"""

# A device with a voice for Arabic, that keeps what it is told to say.
VOICE = """
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [{ lang: "da-DK" }, { lang: "ar-EG" }],
    addEventListener() {}, cancel() {}, speak(words) { window.said = words; },
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_a_danish_question_on_an_english_page_has_a_danish_voice(
    live_site, open_page, lars
):
    own = [{"code": "own_1", "scale": "degree-5", "text": "Er ventetiden for lang?"}]
    held = begin(by=lars, instrument="degree-overall-1")
    type(held).objects.filter(pk=held.pk).update(local_items=own)
    asked = ask(type(held).objects.get(pk=held.pk))
    page = open_page(base_url=live_site.url, viewport=PHONE)
    page.add_init_script(
        VOICE.replace('"ar-EG"', '"en-GB"').replace(
            "window.said = words", "(window.said ??= []).push(words)"
        )
    )
    page.goto(f"/s/{token(asked)}/?lang=en")
    for _question in range(2):
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Read aloud").click()
    question, choices = page.evaluate("said.map((each) => [each.lang, each.text])")
    assert question == ["da-DK", "Er ventetiden for lang?"]
    assert choices[0] == "en-GB"


def leave_alone(page, *, seconds):
    """Let time pass for whoever has gone, once the page's own clock is running."""
    page.wait_for_load_state()
    page.clock.run_for(1000 * seconds)


def test_a_tablet_forgets_who_left_it(live_site, open_page, keep_picture, lars, hanne):
    held = begin(by=lars)
    karla, ida = ask(held), ask(held, name="Ida Fiktiv")
    _counter, secret = counters.open_counter(held, by=hanne, place="Jobcentret")
    page = open_page(base_url=live_site.url, viewport=TABLET)
    page.clock.install()
    start = f"{live_site.url}/t/{secret}/"
    page.goto(start)
    keep_picture(page, "tablet-begin")
    assert_accessible(page)

    page.get_by_label("Din kode").fill(code_of(karla))
    page.get_by_role("button", name="Begynd").click()
    page.get_by_label("I meget høj grad").check()
    leave_alone(page, seconds=39)
    assert not page.get_by_role("dialog").is_visible()
    leave_alone(page, seconds=2)
    page.get_by_role("dialog", name="Er du her stadig?").wait_for()
    keep_picture(page, "tablet-warning")
    assert_accessible(page)
    page.get_by_role("button", name="Jeg har brug for mere tid").click()
    assert not page.get_by_role("dialog").is_visible()
    assert page.get_by_label("I meget høj grad").is_checked()

    leave_alone(page, seconds=61)
    page.wait_for_url(start)
    assert page.get_by_label("Din kode").input_value() == ""
    page.go_back()
    assert "I meget høj grad" not in page.locator("body").inner_text()
    assert page.evaluate(LEFT) == [0, 0, ""]
    assert not Intake.objects.exists()

    page.goto(start)
    page.get_by_label("Din kode").fill(code_of(ida).lower())
    page.get_by_role("button", name="Begynd").click()
    page.get_by_label("I meget høj grad").check()
    keep_picture(page, "tablet-question")
    assert_accessible(page)
    for _more in ("words", "a call"):
        page.get_by_role("button", name="Næste").click()
    page.get_by_role("button", name="Send mine svar").click()
    page.get_by_role("heading", name="Tak").wait_for()
    keep_picture(page, "tablet-thanks")
    assert_accessible(page)
    leave_alone(page, seconds=11)
    page.wait_for_url(start)
    assert page.evaluate(LEFT) == [0, 0, ""]
    assert Intake.objects.get().mode == "tablet"


def test_a_code_that_is_left_on_a_tablet_is_cleared_after_a_warning(
    live_site, open_page, keep_picture, lars, hanne
):
    held = begin(by=lars)
    _counter, secret = counters.open_counter(held, by=hanne)
    page = open_page(base_url=live_site.url, viewport=TABLET)
    page.clock.install()
    start = f"{live_site.url}/t/{secret}/"
    code, dialog = page.get_by_label("Din kode"), page.get_by_role("dialog")
    page.goto(start)
    leave_alone(page, seconds=300)
    assert not dialog.is_visible(), "a tablet that nobody has touched lies there"

    code.fill(code_of(ask(held)))
    leave_alone(page, seconds=39)
    assert not dialog.is_visible()
    leave_alone(page, seconds=2)
    page.get_by_role("dialog", name="Er du her stadig?").wait_for()
    keep_picture(page, "tablet-begin-warning")
    assert_accessible(page)
    page.get_by_role("button", name="Jeg har brug for mere tid").click()
    assert not dialog.is_visible()
    assert code.input_value()
    leave_alone(page, seconds=61)
    page.wait_for_url(start)
    assert code.input_value() == ""

    code.fill("AAAA-AAAA-AAAA")
    page.get_by_role("button", name="Begynd").click()
    page.get_by_role("alert").wait_for()
    leave_alone(page, seconds=41)
    dialog.wait_for()
    leave_alone(page, seconds=20)
    page.wait_for_url(start)
    assert code.input_value() == "", "nor does a wrong code stay for the next one"


@pytest.mark.parametrize("spoken", ["da", "en", "ar"])
def test_a_question_and_its_buttons_fit_on_a_phone(
    live_site, open_page, keep_picture, municipality, spoken
):
    language.check("ar", by=None, checked_by="Amal Fiktiv")
    asked = ready_to_answer(1)
    page = open_page(base_url=live_site.url, viewport=PHONE)
    page.goto(f"/s/{token(asked)}/?lang={spoken}")
    lead = page.locator(".lead")
    assert lead.is_visible()
    for number, _question in enumerate(load(HANDOVER_PULSE).items):
        keep_picture(page, f"survey-phone-{spoken}-{number}")
        assert page.locator(".face:visible").count() == 5
        buttons = page.locator(".walk .button:visible").all()
        assert len(buttons) == (3 if number else 2)
        for button in buttons:
            place = button.bounding_box()
            assert place["y"] + place["height"] <= PHONE["height"]
        assert page.evaluate("scrollY") == 0
        assert page.evaluate(SMALL) == []
        buttons[0].click()
        assert not lead.is_visible()


def test_somebody_answers_in_arabic(
    live_site, open_page, keep_picture, municipality, lars
):
    language.check("ar", by=None, checked_by="Amal Fiktiv")
    audio.keep(
        b"ID3\x04" + bytes(200),
        by=lars,
        instrument=load(HANDOVER_PULSE),
        language="ar",
        item="contact_person",
    )
    asked = ready_to_answer(1)
    Invitation.objects.filter(pk=asked.pk).update(language="ar")
    from feedback.invitation.token import link

    place = link(asked).split("/", 3)[3]
    page = open_page(base_url=live_site.url, viewport=PHONE)
    loaded = []
    page.on("response", lambda r: loaded.append(len(r.body()) if r.ok else 0))
    page.goto(f"/{place}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("audio").count() == 1
    assert sum(loaded) < 40_000
    keep_picture(page, "survey-arabic")
    # the text begins on the right, and so do the boxes to tick
    box = page.locator(".choice").first.bounding_box()
    tick = page.locator(".choice input").first.bounding_box()
    assert tick["x"] < box["x"] + box["width"] / 2
    for width, mode in (
        (NARROW, {}),
        (PHONE, {"color_scheme": "dark"}),
        (NARROW, {"color_scheme": "light", "forced_colors": "active"}),
    ):
        page.set_viewport_size(width)
        page.emulate_media(**mode)
        assert_accessible(page)
        keep_picture(page, f"survey-arabic-{'-'.join(mode) or 'narrow'}")
    assert page.evaluate(SMALL) == []
    # headless browsers have no voice, so nothing offers to read aloud
    assert page.locator("[data-read]").count() == 0
    page.locator("#no-faces").check()
    assert page.locator(".drawn:visible").count() == 0

    aloud = open_page(base_url=live_site.url, viewport=PHONE)
    aloud.add_init_script(VOICE)
    aloud.goto(f"/{place}")
    assert aloud.get_by_role("button", name="اقرأ بصوت عالٍ").count() == 0
    aloud.get_by_role("button", name="التالي").click()
    aloud.get_by_role("button", name="اقرأ بصوت عالٍ").click()
    said = aloud.evaluate("said")
    assert (said["lang"], said["rate"]) == ("ar-EG", 0.9)
    second = load(HANDOVER_PULSE).items[1].texts["ar"]
    assert said["text"].startswith(second)
    assert "بدرجة كبيرة جدًا" in said["text"]

    plain = open_page(base_url=live_site.url, viewport=PHONE, java_script_enabled=False)
    plain.goto(f"/{place}")
    assert plain.locator("fieldset:visible").count() == 7
    assert plain.locator("audio").get_attribute("src").startswith("/lyd/")
    keep_picture(plain, "survey-arabic-noscript")
    plain.locator("fieldset").nth(0).locator("input").nth(4).check()
    plain.locator("[data-submit]").click()
    plain.get_by_role("heading", name="شكرًا لك").wait_for()
    assert Intake.objects.get().language == "ar"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_one_tap_by_mistake_is_no_wish_to_be_left_alone(
    live_site, open_page, keep_picture, lars, script
):
    asked = ask(begin(by=lars))
    page = open_page(
        base_url=live_site.url, viewport=NARROW, java_script_enabled=script
    )
    page.goto(f"/s/{token(asked)}/")
    page.get_by_label("I meget høj grad").first.check()

    words = page.get_by_text("Jeg vil ikke spørges igen")
    words.first.click()
    page.get_by_text("Det ændrer ikke på den hjælp, du får.").wait_for()
    asked.refresh_from_db()
    assert asked.state == "sent"
    assert page.get_by_label("I meget høj grad").first.is_checked()
    if script:
        assert page.evaluate(SMALL) == []
        assert_accessible(page)
        keep_picture(page, "survey-stop")

    page.get_by_role("button", name="Jeg vil ikke spørges igen").click()
    page.get_by_role("heading", name="Vi spørger ikke igen").wait_for()
    asked.refresh_from_db()
    assert asked.state == "opted_out"
