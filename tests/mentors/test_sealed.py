"""What phones have sealed gets in, exactly once, whatever is wrong with it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.models import Event
from mentors.mentorship import actions as mentorship_actions
from mentors.sealed import intake
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.held import HeldVisit
from mentors.visit.models import Visit
from tests.mentors.phones import INTAKE, envelope, outcomes, record, send, words

pytestmark = pytest.mark.django_db


def test_a_sealed_visit_is_a_visit_and_seen_when_it_comes_again(
    phone, mona, mentorship
):
    sealed = envelope(words(mentorship=mentorship.pk), author=mona)

    assert outcomes(send(phone, sealed)) == ["stored"]
    assert outcomes(send(phone, sealed)) == ["seen"]
    visit = Visit.objects.get()
    assert (visit.author, visit.client_id) == (mona, sealed.client_id)
    assert (visit.mentorship, visit.wishes) == (mentorship, "Svømmehallen")
    assert Event.objects.filter(kind="visit.log").count() == 1


def test_no_start_means_when_it_was_saved_however_late_it_comes(
    phone, mona, mentorship
):
    saved = timezone.now() - timedelta(days=5)
    told = words(mentorship=mentorship.pk, written_at=saved.isoformat())

    send(phone, envelope(told, author=mona))

    visit = Visit.objects.get()
    assert visit.started_at == saved
    assert visit.received_at - saved > timedelta(days=4)


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_wrong_clock_is_kept_with_both_times(phone, mona, mentorship, year):
    fields = {"started_at": [f"{year}-01-02T10:00"]}
    told = words(mentorship=mentorship.pk, fields=fields)

    assert outcomes(send(phone, envelope(told, author=mona))) == ["stored"]
    visit = Visit.objects.get()
    assert visit.started_at.year == year
    assert visit.received_at.year == timezone.now().year
    assert visit.late == ["clock"]


def test_other_content_under_one_id_is_held(phone, mona, mentorship):
    first = envelope(words(mentorship=mentorship.pk), author=mona)
    other = words(mentorship=mentorship.pk, fields={"wishes": ["Noget andet"]})
    second = envelope(other, author=mona, client_id=first.client_id)

    assert outcomes(send(phone, first, second, second)) == ["stored", "held", "held"]
    assert HeldVisit.objects.get().content["wishes"] == "Noget andet"


def test_a_visit_without_a_citizen_is_stored_and_waits(phone, mona):
    sealed = envelope(words(whom="Karla ved åen"), author=mona)

    assert outcomes(send(phone, sealed, sealed)) == ["unplaced", "seen"]
    found = UnplacedVisit.objects.get()
    assert found.content["whom"] == "Karla ved åen"
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields": {"minutes": ["mange"]}},
        {"fields": {"outcome": ["maybe"]}},
        {"fields": {"wishes": ["x" * 10_001]}},
        {"fields": {"started_at": ["en dag"]}},
        {"fields": {"together_with": ["99999999"]}},
        {"fields": {"planned": ["abc"]}},
        {"mentorship": 99_999_999},
        {"mentorship": "12"},
        {"mentorship": 10**40},
        {"corrects": 99_999_999},
        {"fields": {"wishes": ["nul \0 og \ud800"]}, "mentorship": None},
        {"fields": ["something else"]},
        {"written_at": "i går", "fields": {}},
        {"a newer app": {"says": ["more", 1.5, float("nan")]}, "mentorship": None},
    ],
    ids=str,
)
def test_what_the_form_cannot_read_is_kept_for_its_author(
    phone, mona, mentorship, wrong
):
    told = {**words(mentorship=mentorship.pk), **wrong}
    sealed = envelope(told, author=mona)

    assert outcomes(send(phone, sealed, sealed)) == ["unplaced", "seen"]
    page = phone.get(UnplacedVisit.objects.get().get_absolute_url())
    assert page.status_code == 200


@pytest.mark.parametrize("text", [b"\xff\xfe", b"[1]", b"null", b"[" * 5000, b""])
def test_bytes_in_no_shape_we_know_are_kept_as_words(phone, mona, text):
    assert outcomes(send(phone, envelope(text, author=mona))) == ["unplaced"]


def test_a_visit_after_the_mentorship_ended_is_stored_as_late(
    phone, mona, mentorship, jonas
):
    sealed = envelope(words(mentorship=mentorship.pk), author=mona)
    mentorship_actions.end(mentorship, by=jonas, because="other")

    assert outcomes(send(phone, sealed)) == ["stored"]
    assert "ended" in Visit.objects.get().late


def test_a_correction_is_one(phone, mona, mentorship):
    send(phone, envelope(words(mentorship=mentorship.pk), author=mona))
    first = Visit.objects.get()
    told = words(
        mentorship=mentorship.pk, corrects=first.pk, fields={"wishes": ["Rettet"]}
    )

    assert outcomes(send(phone, envelope(told, author=mona))) == ["stored"]
    assert Visit.objects.current().get().wishes == "Rettet"
    assert Visit.objects.count() == 2


def test_one_that_fails_stops_none_of_the_others(phone, mona, mentorship, monkeypatch):
    good, bad, last = (
        envelope(words(mentorship=mentorship.pk), author=mona) for _ in range(3)
    )
    receive = intake.receive

    def stumble(text, *, client_id, by):
        if client_id == bad.client_id:
            raise RuntimeError
        return receive(text, client_id=client_id, by=by)

    monkeypatch.setattr(intake, "receive", stumble)
    assert outcomes(send(phone, good, bad, last)) == ["stored", "failed", "stored"]
    assert Visit.objects.count() == 2


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"records": "all"},
        {"records": [{}]},
        {
            "records": [
                {"id": "1", "owner": "x", "key": "", "format": -1, "sealed": "?"}
            ]
        },
        {"records": [], "waiting": -1},
        {"records": [], "oldest_at": "i går"},
        {"records": [None]},
        {"records": [], "unheard_of": 1},
    ],
    ids=str,
)
def test_a_call_in_no_shape_we_know_is_named(phone, body):
    answer = phone.post(INTAKE, json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_field_that_a_record_does_not_have_is_named(phone, mona):
    strange = record(envelope(words(), author=mona)) | {"version": 1}
    body = json.dumps({"records": [strange]})
    answer = phone.post(INTAKE, body, content_type="application/json")
    assert answer.status_code == 400
    [sentence] = answer.json()["problems"]["records"]
    assert sentence.startswith("version: Kaldet har intet felt")


def test_at_most_fifty_in_one_call(phone, mona):
    one = envelope(words(), author=mona)
    assert send(phone, *[one] * 51).status_code == 400


@pytest.mark.parametrize(("step", "state"), [("keep", "kept"), ("drop", "dropped")])
def test_the_api_decides_about_held_uploads(phone, mona, mentorship, step, state):
    first = envelope(words(mentorship=mentorship.pk), author=mona)
    other = words(mentorship=mentorship.pk, fields={"wishes": ["Andet"]})
    send(phone, first, envelope(other, author=mona, client_id=first.client_id))
    held = HeldVisit.objects.get()
    address = f"/api/v1/held-visits/{held.pk}/"

    assert phone.get(address).json()["content"]["wishes"] == "Andet"
    answer = phone.post(f"{address}{step}/", "{}", content_type="application/json")
    assert answer.json()["state"] == state


def test_the_sentence_waits_on_the_next_page(phone, mona, mentorship):
    sealed = envelope(words(mentorship=mentorship.pk), author=mona)
    answer = send(phone, sealed, tell=str(sealed.client_id))
    place = answer.json()["records"][0]["place"]
    assert place == f"/field/{mentorship.pk}/"
    assert "Besøget er skrevet ned." in phone.get(place).content.decode()
