"""A round's own questions can be heard too, as long as they say what was recorded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coordination.models import Event
from feedback.audio import actions as audio
from feedback.audio.models import Recording
from feedback.counter import actions as counters
from feedback.instrument.catalogue import VERSION
from feedback.instrument.words import ORIGINAL
from feedback.invitation.token import token
from feedback.round import actions
from tests.cast import employ
from tests.feedback.asked import ask, begin
from tests.feedback.round.asked import THEMES, plan, wishes
from tests.feedback.test_answer import stranger
from tests.feedback.test_recording import MP3, SOUNDS
from tests.matrix.trying import browser

BUS = {"code": "own_1", "scale": "agree-5", "text": "Er bussen let at bruge?"}
WAIT = {"code": "own_2", "scale": "agree-5", "text": "Er ventetiden for lang?"}


def place_of(held):
    return f"{held.get_absolute_url()}oplaesning/"


def voice(held, by, text, content=MP3):
    """Record the question that says so."""
    asked = held.own_questions
    item = next(item for item in asked.items if item.text == text)
    audio.keep(content, by=by, instrument=asked, language=ORIGINAL, item=item.code)
    return Recording.objects.get(item=item.code).address


def test_a_leader_records_an_own_question_and_citizens_hear_it(lars):
    held = begin(by=lars, instrument=THEMES, local_items=[BUS, WAIT])
    client = browser(lars)
    assert place_of(held) in client.get(held.get_absolute_url()).content.decode()
    page = client.get(place_of(held))
    assert BUS["text"] in page.content.decode()
    code = held.own_questions.items[1].code
    sent = {"item": code, "sound": SimpleUploadedFile("a.mp3", MP3)}
    assert client.post(place_of(held), sent).status_code == 302
    found = Recording.objects.get()
    assert not VERSION.fullmatch(found.instrument)
    assert Event.objects.get(kind="recording.keep").facts["item"] == code
    shown = client.get(place_of(held))
    assert found.address in shown.content.decode()
    assert "media-src 'self'" in shown["Content-Security-Policy"]

    # it is read in Danish, so it is heard in Danish, whatever the page speaks
    for spoken in ("da", "en"):
        page = stranger().get(f"/s/{token(ask(held))}/?lang={spoken}")
        text = page.content.decode()
        assert text.count("<audio") == 1
        assert text.index(WAIT["text"]) < text.index(found.address)
        assert "media-src 'self'" in page["Content-Security-Policy"]

    assert client.post(place_of(held), {"remove": code}).status_code == 302
    assert not Recording.objects.exists()


def test_it_is_heard_on_a_tablet(lars, hanne):
    held = begin(by=lars, instrument=THEMES, local_items=[BUS], walk_ins=True)
    place = voice(held, lars, BUS["text"])
    _counter, secret = counters.open_counter(held, by=hanne, place="Jobcentret")
    page = Client().post(f"/t/{secret}/", {"lang": "da"})
    assert place in page.content.decode()


def test_other_words_are_not_heard_and_their_recording_is_gone(lars):
    held = plan(lars, local_items=[BUS, WAIT])
    bus, wait = (voice(held, lars, row["text"], s) for row, s in kept())
    assert held.sounds("da") == {"own_1": bus, "own_2": wait}
    changed = [{**WAIT, "code": "own_1"}, {**BUS, "code": "own_2", "text": "Bus?"}]
    actions.change(
        held,
        by=lars,
        name=held.name,
        instrument=held.asked,
        **wishes(local_items=changed),
    )
    assert held.sounds("en") == {"own_1": wait}
    assert Recording.objects.count() == 1


def kept():
    return zip((BUS, WAIT), (MP3, SOUNDS["ogg"]), strict=True)


def test_another_rounds_question_has_its_own_voice(lars):
    first, second = (plan(lars, name=n, local_items=[BUS]) for n in ("Et", "To"))
    voice(first, lars, BUS["text"])
    assert second.sounds("da") == {}


def test_without_own_questions_nothing_more_is_read(
    lars, hanne, django_assert_num_queries
):
    held, own = plan(lars), plan(lars, name="Egne", local_items=[BUS])
    assert browser(lars).get(place_of(held)).status_code == 404
    for each, queries in ((held, 1), (own, 2)):
        with django_assert_num_queries(queries):
            each.sounds("da")


@pytest.mark.parametrize(("role", "status"), [("auditor", 403), ("caseworker", 403)])
def test_who_gives_no_voice_is_refused(lars, jobs, role, status):
    held = plan(lars, local_items=[BUS])
    person = employ("rene", jobs, role)
    assert browser(person).get(place_of(held)).status_code == status
    page = browser(person).get(held.get_absolute_url()).content.decode()
    assert place_of(held) not in page
