"""A question can be heard: what is uploaded is sound, ours, and small."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.models import Event
from coordination.workflow import NotVisible, Refused
from feedback.audio import actions
from feedback.audio.models import Recording
from feedback.audio.sound import MOST, kind_of
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from tests.feedback.test_answer import stranger

MP3 = b"ID3\x04" + bytes(200)
SOUNDS = {
    "mp3": MP3,
    "mp3 without tags": b"\xff\xfb\x90\x44" + bytes(99),
    "ogg": b"OggS" + bytes(99),
    "m4a": bytes(3) + b"\x20ftypM4A " + bytes(99),
}
NO_SOUNDS = {
    "html": b"<html><script>alert(1)</script>",
    "empty": b"",
    "png": b"\x89PNG\r\n\x1a\n",
    "video": bytes(3) + b"\x20ftypqt  ",
    "aac": b"\xff\xf1\x50\x80",
    "svg": b"<svg onload=alert(1)>",
    "one byte": b"\xff",
}
PLACE = f"/languages/da/{HANDOVER_PULSE}/"


def keep(content, by, item="coherent", language="da"):
    pulse = load(HANDOVER_PULSE)
    actions.keep(content, by=by, instrument=pulse, language=language, item=item)


@pytest.mark.parametrize("name", SOUNDS)
def test_sound_is_known_by_its_content(name):
    assert kind_of(SOUNDS[name]) == name.split(maxsplit=1)[0]


@pytest.mark.parametrize("name", NO_SOUNDS)
def test_what_is_no_sound_is_refused(name, lone):
    assert kind_of(NO_SOUNDS[name]) == ""
    with pytest.raises(Refused):
        keep(NO_SOUNDS[name], lone)
    assert not Recording.objects.exists()


def test_a_leader_gives_a_question_a_voice(signed_in, lone, address):
    client = signed_in(lone)
    sent = {"item": "coherent", "sound": SimpleUploadedFile("a.html", MP3)}
    assert client.post(PLACE, sent).status_code == 302
    found = Recording.objects.get()
    assert (found.kind, found.by_id) == ("mp3", lone.pk)
    assert Event.objects.get(kind="recording.keep").facts["item"] == "coherent"

    shown = client.get(PLACE)
    assert found.address in shown.content.decode()
    assert "media-src 'self'" in shown["Content-Security-Policy"]
    page = stranger().get(address)
    assert page.content.decode().count("<audio") == 1
    assert "media-src 'self'" in page["Content-Security-Policy"]
    english = stranger().get(f"{address}?lang=en")
    assert "<audio" not in english.content.decode()
    assert "media-src" not in english["Content-Security-Policy"]

    assert client.post(PLACE, {"remove": "coherent"}).status_code == 302
    assert not Recording.objects.exists()
    assert client.post(PLACE, {"remove": "coherent"}).status_code == 409
    assert Event.objects.filter(kind="recording.remove").count() == 1


def test_a_new_recording_takes_the_place_of_the_old(lone, administrator):
    keep(MP3, lone)
    first = Recording.objects.get().address
    keep(SOUNDS["ogg"], administrator)
    assert Recording.objects.get().address != first
    assert stranger().get(first).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"item": "coherent"},
        {"item": "coherent", "sound": NO_SOUNDS["html"]},
        {"item": "coherent", "sound": b"ID3" + bytes(MOST)},
        {"item": "missing", "sound": MP3},
    ],
)
def test_bad_files_are_named(signed_in, lone, sent):
    if "sound" in sent:
        sent = {**sent, "sound": SimpleUploadedFile("a.mp3", sent["sound"])}
    reply = signed_in(lone).post(PLACE, sent)
    assert reply.status_code == 422
    assert reply.context["form"].errors
    assert not Recording.objects.exists()


def test_only_leaders_and_administrators_do(hanne, lone):
    with pytest.raises(PermissionDenied):
        keep(MP3, hanne)
    with pytest.raises(NotVisible):
        keep(MP3, lone, item="missing")


def test_a_questionnaire_that_is_not_said_in_a_language_is_not_found(signed_in, lone):
    for place in ("so/themes-six-1", "xx/handover-pulse-1", "da/missing-1"):
        assert signed_in(lone).get(f"/languages/{place}/").status_code == 404


def test_a_recording_is_sent_from_us_and_may_be_kept(lone):
    keep(MP3, lone)
    place = Recording.objects.get().address
    whole = stranger().get(place)
    assert (whole.status_code, whole.content) == (200, MP3)
    assert whole["Content-Type"] == "audio/mpeg"
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Content-Security-Policy"] == "default-src 'none'"
    assert "immutable" in whole["Cache-Control"]
    for wrong in (place.replace("mp3", "ogg"), "/lyd/x.mp3", f"/lyd/{'0' * 64}.mp3"):
        assert stranger().get(wrong).status_code in {302, 404}


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-1", 206, MP3[:2], "bytes 0-1/204"),
        ("bytes=2-", 206, MP3[2:], "bytes 2-203/204"),
        ("bytes=-4", 206, MP3[-4:], "bytes 200-203/204"),
        ("bytes=0-9999", 206, MP3, "bytes 0-203/204"),
        ("bytes=204-", 416, b"", "bytes */204"),
        ("bytes=5-2", 416, b"", "bytes */204"),
        ("bytes=0-1,4-5", 200, MP3, None),
        ("lines=1-2", 200, MP3, None),
    ],
)
def test_players_ask_for_pieces(lone, asked, status, part, said):
    keep(MP3, lone)
    place = Recording.objects.get().address
    reply = stranger().get(place, headers={"Range": asked})
    assert (reply.status_code, reply.content) == (status, part)
    assert reply.headers.get("Content-Range") == said
