"""Who can send what a phone has sealed, and what the phone is told."""

import base64
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coordination.models import Message
from coordination.tokens import issue
from mentors.planned.actions import plan
from mentors.sealed.models import SealedVisit
from mentors.sealed.unsent import unsent
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.models import Visit
from tests.mentors.phones import INTAKE, envelope, outcomes, record, send, words

pytestmark = pytest.mark.django_db


def test_somebody_elses_record_is_not_looked_at(signed_in, mona, mike, mentorship):
    captured = envelope(words(mentorship=mentorship.pk), author=mona)
    phone = signed_in(mike)

    assert outcomes(send(phone, captured)) == ["not_yours"]
    assert not Visit.objects.exists()
    assert not UnplacedVisit.objects.exists()
    assert not SealedVisit.objects.exists()


def test_a_captured_record_under_a_forged_owner_stays_shut(
    signed_in, mona, mike, mentorship
):
    captured = envelope(words(mentorship=mentorship.pk), author=mona)
    forged = envelope(
        b"", author=mike, client_id=captured.client_id, sealed=captured.sealed
    )

    assert outcomes(send(signed_in(mike), forged)) == ["waiting"]
    assert not Visit.objects.exists()
    assert SealedVisit.objects.get().author == mike


def test_without_a_session_nothing_is_told_or_taken(mona, mentorship):
    stranger = Client()
    assert stranger.get("/api/v1/field/session/").status_code == 401
    sealed = envelope(words(mentorship=mentorship.pk), author=mona)
    assert send(stranger, sealed).status_code in {401, 403}
    assert not Visit.objects.exists()


def test_a_token_of_another_system_is_no_session(mona):
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {issue(mona)}"}
    assert Client().get("/api/v1/field/session/", **bearer).status_code == 401


@pytest.fixture
def strict(mona, mentorship):
    """A client whose calls are checked as a browser's are."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(mona, backend="coordination.access.SeatBackend")
    return client


@pytest.mark.parametrize(
    ("content_type", "more", "expected"),
    [
        ("application/json", {}, 403),
        ("text/plain", {}, 403),
        (
            "application/json",
            {"token": True, "HTTP_ORIGIN": "https://evil.example"},
            403,
        ),
        ("application/json", {"token": True, "HTTP_ORIGIN": "null"}, 403),
        ("text/plain", {"token": True}, 415),
        ("application/x-www-form-urlencoded", {"token": True}, 415),
        ("application/json", {"token": True, "HTTP_ORIGIN": "http://testserver"}, 200),
    ],
)
def test_only_a_page_of_ours_can_send(
    strict, mona, mentorship, content_type, more, expected
):
    more = dict(more)
    if more.pop("token", False):
        csrf = strict.get("/api/v1/field/session/").json()["csrf"]
        more["HTTP_X_CSRFTOKEN"] = csrf
    sealed = envelope(words(mentorship=mentorship.pk), author=mona)
    body = json.dumps({"records": [record(sealed)]})

    answer = strict.post(INTAKE, body, content_type=content_type, **more)
    assert answer.status_code == expected, answer.content
    assert Visit.objects.count() == (expected == 200)


def test_a_replayed_call_changes_nothing(strict, mona, mentorship):
    csrf = strict.get("/api/v1/field/session/").json()["csrf"]
    sealed = envelope(words(mentorship=mentorship.pk), author=mona)
    body = json.dumps({"records": [record(sealed)]})
    captured = {"content_type": "application/json", "HTTP_X_CSRFTOKEN": csrf}

    answers = [strict.post(INTAKE, body, **captured) for _ in range(3)]
    assert [each.json()["records"][0]["outcome"] for each in answers] == [
        "stored",
        "seen",
        "seen",
    ]
    assert Visit.objects.count() == 1


def test_the_session_tells_the_phone_times_and_no_names(phone, mona, mentorship):
    soon = timezone.now() + timedelta(days=1)
    plan(mentorship, by=mona, starts_at=soon)
    answer = phone.get("/api/v1/field/session/")
    told = answer.json()

    assert told["owner"] == str(mona.pk)
    assert [slot["mentorship"] for slot in told["slots"]] == [mentorship.pk]
    assert len(base64.b64decode(told["key"]["public"])) == 65
    assert "no-store" in answer["Cache-Control"]
    for word in ("Karla", "Prøvevej", mentorship.goal, "Mona"):
        assert word not in answer.content.decode()


def test_leaders_hear_once_a_week_how_much_waited_too_long(phone, mona, lone):
    old = (timezone.now() - timedelta(days=8)).isoformat()
    for _again in range(2):
        send(phone, waiting=3, oldest_at=old)
    send(phone, waiting=3, oldest_at=timezone.now().isoformat())

    message = Message.objects.get(template="mentors/sealed/mail/unsent")
    assert (message.user, message.facts) == (lone, {"waiting": 3})


def test_the_notice_counts_and_names_nobody(phone, mona, lone):
    old = (timezone.now() - timedelta(days=8)).isoformat()
    send(phone, waiting=1, oldest_at=old)
    told = unsent(Message.objects.get(template="mentors/sealed/mail/unsent"))
    assert told.text.startswith("1 besøg har ventet")
    assert mona.get_full_name() not in told.text


def test_signing_out_never_clears_storage(phone):
    answer = phone.post("/account/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
