"""A language is a file; citizens are offered it when a named person has checked it."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from coordination.administration.settings import actions as settings_actions
from coordination.messages.post import written
from coordination.models import Event, Message, Municipality, Recipient
from coordination.workflow import NotVisible, Refused
from feedback.instrument.catalogue import HANDOVER_PULSE, holes, load, names
from feedback.instrument.translation import Translation, languages
from feedback.invitation.models import Invitation
from feedback.language import actions, offered
from feedback.language.models import Check
from feedback.management.commands import check_language
from tests.feedback.test_answer import GIVEN, stranger
from tests.matrix.texts import placeholders, said

ARABIC = "أعرف من هو الشخص المسؤول عني الآن."
# Where citizens read; a language's page file says all of it, and nothing else.
CITIZENS = (
    "templates/base_citizen.html",
    "templates/components/scale.html",
    "templates/feedback/invitation/",
    *(
        f"templates/feedback/counter/{page}.html"
        for page in ("begin", "answer", "called", "thanks", "over")
    ),
    "feedback/invitation/forms.py",
    "feedback/invitation/mail.py",
    "feedback/round/mail.py",
    "feedback/invitation/typed.py",
)
CODE = "feedback/counter/forms.py"

pytestmark = pytest.mark.usefixtures("_nothing_remembered")


def test_an_unchecked_language_is_not_offered(address, sent):
    Invitation.objects.filter(pk=sent.pk).update(language="ar")
    for place in (address, f"{address}?lang=ar"):
        page = stranger().get(place).content.decode()
        assert 'lang="da"' in page
        assert ARABIC not in page
        assert languages()["ar"].name not in page
    assert {told.checked for told in languages()["ar"].parts.values()} == {None}


def test_a_checked_language_is_the_citizens_own(address, sent, arabic):
    Invitation.objects.filter(pk=sent.pk).update(language="ar")
    reply = stranger().get(address)
    page = reply.content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert ARABIC in page
    assert "السؤال 1 من 6" in page
    assert len(reply.content) < 40_000
    # nothing but the names of the other languages is left in them
    text = re.sub(r"<[^>]+>", " ", page).replace("Dansk", "").replace("English", "")
    assert re.findall(r"[A-Za-zæøåÆØÅ]{2,}", text) == ["Prøve", "Kommune"] * 2

    assert stranger().post(f"{address}?lang=ar", GIVEN).status_code == 303
    thanks = stranger().get(f"{address}?lang=ar").content.decode()
    assert "شكرًا لك" in thanks


def test_what_is_written_is_in_the_citizens_language_too(sent, arabic):
    message = Message.objects.get(key=f"invitation:{sent.pk}:invited")
    Recipient.objects.filter(pk=sent.recipient_id).update(language="ar")
    message = Message.objects.select_related("recipient").get(pk=message.pk)
    assert written(message).subject == "كيف جرى التغيير؟"
    message.channel = "letter"
    assert written(message).subject == "Hvordan gik skiftet?"
    actions.stop("ar", by=None)
    message.channel = "email"
    assert written(message).subject == "Hvordan gik skiftet?"


def test_the_page_file_says_everything_and_nothing_else():
    asked = {
        text
        for (_context, text, _plural), places in said().items()
        if any(place.split(":")[0].startswith(CITIZENS) for place in places)
        or (any(place.startswith(CODE) for place in places) and "code" in text)
    }
    page = languages()["ar"].page
    assert set(page) == asked
    for english, theirs in page.items():
        assert placeholders(english) == placeholders(theirs)


def test_another_language_is_no_new_version():
    instrument = load(HANDOVER_PULSE)
    assert instrument.languages == {"da", "en", "ar"}
    assert instrument.fingerprint.startswith("59371ef5")


@pytest.mark.parametrize("code", names())
@pytest.mark.parametrize("language", languages())
def test_each_of_our_translations_has_every_word(language, code):
    told = languages()[language].parts[code]
    assert holes(load(code), told) == []
    assert language in load(code).languages
    assert languages()[language].page_holes == []
    assert told.checked is None, "nobody has read it; see feedback/language/actions.py"


@pytest.mark.parametrize("code", names())
def test_arabic_is_written_in_arabic_alone_and_says_different_things(code):
    asked = load(code)
    for scale in asked.scales:
        labels = [choice.texts["ar"] for choice in scale.choices]
        assert len(set(labels)) == len(labels)
    texts = [item.texts["ar"] for item in asked.items]
    texts += [theme.texts["ar"] for theme in asked.themes]
    texts += [c.texts["ar"] for scale in asked.scales for c in scale.choices]
    assert [text for text in texts if re.search("[A-Za-z0-9]", text)] == []


def test_the_check_is_on_record_with_its_name(administrator, municipality):
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.check(
        "ar", by=administrator, checked_by=" Amal Fiktiv ", checked_on=yesterday
    )
    rows = Check.objects.in_force()
    assert {row.part for row in rows} == {"page", *names()}
    assert {(row.checked_by, row.checked_on) for row in rows} == {
        ("Amal Fiktiv", yesterday)
    }
    event = Event.objects.get(kind="language.check")
    assert event.by == administrator
    assert "Amal" not in str(event.facts)
    assert ("ar", "العربية") in offered.offered(HANDOVER_PULSE)
    assert ("ar", "العربية") in offered.offered("themes-six-1")


def test_a_questionnaire_translated_after_the_check_waits_for_its_own(arabic):
    told = Check.objects.filter(part="themes-six-1")
    told.update(ended_at=timezone.now())
    offered.forget()
    assert ("ar", "العربية") in offered.offered(HANDOVER_PULSE)
    assert ("ar", "العربية") not in offered.offered("themes-six-1")
    assert offered.standing(arabic, "page", "themes-six-1") == "unchecked"


def test_a_check_holds_for_the_words_that_were_read(arabic, monkeypatch):
    told = arabic.parts[HANDOVER_PULSE]
    other = Translation("ar", HANDOVER_PULSE, told.raw, "0" * 64)
    monkeypatch.setitem(arabic.parts, HANDOVER_PULSE, other)
    assert ("ar", "العربية") not in offered.offered(HANDOVER_PULSE)
    with pytest.raises(Refused, match="versionsnummer"):
        actions.check("ar", by=None, checked_by="En anden")


def test_the_pages_around_may_be_worded_anew_and_checked_again(arabic, monkeypatch):
    told = arabic.parts["page"]
    monkeypatch.setitem(
        arabic.parts, "page", Translation("ar", "page", told.raw, "0" * 64)
    )
    assert offered.offered() == list(offered.OURS)
    actions.check("ar", by=None, checked_by="Amal Fiktiv")
    assert len(offered.offered()) == 3


def test_a_language_can_be_stopped(arabic, administrator):
    actions.stop("ar", by=administrator)
    assert offered.offered() == list(offered.OURS)
    with pytest.raises(Refused):
        actions.stop("ar", by=administrator)
    actions.check("ar", by=administrator, checked_by="Amal Fiktiv")
    assert len(offered.offered()) == 3


def test_only_an_administrator_says_so(lone, municipality):
    for verb in (actions.stop, lambda *a, **k: actions.check(*a, checked_by="A", **k)):
        with pytest.raises(PermissionDenied):
            verb("ar", by=lone)
    with pytest.raises(NotVisible):
        actions.check("xx", by=None, checked_by="Amal")
    with pytest.raises(Refused):
        actions.check("ar", by=None, checked_by="  ")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused):
        actions.check("ar", by=None, checked_by="Amal", checked_on=tomorrow)
    assert not Check.objects.exists()


def test_the_command_does_the_same(municipality):
    said = StringIO()
    call_command("check_language", "ar", by="Amal Fiktiv", stdout=said)
    assert "ar bliver tilbudt nu" in said.getvalue()
    call_command("check_language", "ar", stop=True, stdout=said)
    assert offered.offered() == list(offered.OURS)
    for wrong in (["xx", "--by", "A"], ["ar"], ["ar", "--stop"]):
        with pytest.raises(CommandError):
            call_command("check_language", *wrong)


def test_where_no_language_has_files_the_command_says_so_in_one_language(
    municipality, monkeypatch
):
    monkeypatch.setattr(f"{check_language.__name__}.languages", dict)
    with pytest.raises(CommandError, match="Der er filer til: ingen"):
        call_command("check_language", "xx", by="Amal Fiktiv")


def test_the_page_shows_what_is_to_be_read(signed_in, administrator, lone):
    client = signed_in(administrator)
    assert "العربية" in client.get("/languages/").content.decode()
    page = client.get("/languages/ar/").content.decode()
    assert ARABIC in page
    assert "I know who my contact person is now." in page
    said = {"checked_by": "Amal Fiktiv", "checked_on": str(timezone.localdate())}
    assert client.post("/languages/ar/", {"checked_by": ""}).status_code == 422
    assert client.post("/languages/ar/", said).status_code == 302
    assert "Amal Fiktiv" in client.get("/languages/ar/").content.decode()
    assert client.post("/languages/ar/stop/").status_code == 302
    assert not Check.objects.in_force().exists()
    leader = signed_in(lone)
    assert 'href="/languages/"' in leader.get("/besvarelser/").content.decode()
    assert leader.get("/languages/ar/").status_code == 200
    assert leader.post("/languages/ar/", said).status_code == 403
    assert leader.get("/languages/xx/").status_code == 404


def test_others_do_not_get_in(signed_in, hanne):
    for place in ("/languages/", "/languages/ar/", "/languages/ar/handover-pulse-1/"):
        assert signed_in(hanne).get(place).status_code == 403


def test_to_name_who_has_checked_a_language_turns_it_on(administrator, lars):
    settings_actions.change(by=administrator, languages=["da"])
    actions.check("ar", by=administrator, checked_by="Amal Fiktiv")
    assert [code for code, _name in offered.offered()] == ["da", "ar"]
    changed = Event.objects.filter(kind="municipality.change").latest("pk").facts
    assert changed["changed"] == {"languages": [["da"], ["da", "ar"]]}
    before = Municipality.current().version
    actions.check("ar", by=administrator, checked_by="Amal Fiktiv")
    assert Municipality.current().version == before


def test_the_settings_name_every_language_and_what_it_waits_for(
    signed_in, administrator, municipality
):
    client = signed_in(administrator)
    page = client.get("/administration/settings/").content.decode()
    assert "English" in page
    assert "العربية (ikke kontrolleret)" in page
    actions.check("ar", by=administrator, checked_by="Amal Fiktiv")
    page = client.get("/administration/settings/").content.decode()
    assert "العربية (" not in page
