"""What phones have sealed gets in, exactly once, whatever is wrong with it."""

import base64
import json
import secrets
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from coordination.models import Event, Message
from coordination.organisation import stand_in
from coordination.tokens import issue
from mentors.mentorship import actions as mentorship_actions
from mentors.planned.actions import plan
from mentors.sealed import intake, keys
from mentors.sealed.models import SealedVisit
from mentors.sealed.unsent import unsent
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.held import HeldVisit
from mentors.visit.models import Visit
from tests.mentors.phones import INTAKE, envelope, record, seal, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(signed_in, mentorship, mona):
    return signed_in(mona)


def outcomes(answer):
    assert answer.status_code == 200, answer.content
    return [each["outcome"] for each in answer.json()["records"]]


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


# -- keys ---------------------------------------------------------------------------


def key(name):
    return f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def test_an_older_key_still_opens(phone, mona, mentorship, settings):
    sealed = envelope(words(mentorship=mentorship.pk), author=mona)
    settings.VISIT_KEYS = [key("newer"), *settings.VISIT_KEYS]

    assert keys.current()[0] == "newer"
    assert outcomes(send(phone, sealed)) == ["stored"]


def test_a_key_that_is_gone_keeps_the_visit_until_it_is_back(
    phone, mona, mentorship, settings
):
    sealed = envelope(words(mentorship=mentorship.pk), author=mona)
    before = settings.VISIT_KEYS
    settings.VISIT_KEYS = [key("newer")]

    assert outcomes(send(phone, sealed, sealed)) == ["waiting", "waiting"]
    kept = SealedVisit.objects.unopened().get()
    assert (bytes(kept.sealed), kept.author) == (sealed.sealed, mona)
    assert intake.open_waiting(timezone.now()) == 0

    settings.VISIT_KEYS = [key("newer"), *before]
    assert intake.open_waiting(timezone.now()) == 1
    assert Visit.objects.get().client_id == sealed.client_id
    assert not SealedVisit.objects.unopened().exists()
    assert intake.open_waiting(timezone.now()) == 0
    assert outcomes(send(phone, sealed)) == ["seen"]


@pytest.mark.parametrize(
    "damaged",
    [
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: sealed[:40],
        lambda sealed: b"\0" * 200,
        lambda sealed: b"",
    ],
)
def test_bytes_that_do_not_open_are_kept_as_they_came(phone, mona, damaged):
    whole = envelope(words(), author=mona)
    sealed = envelope(
        b"", author=mona, client_id=whole.client_id, sealed=damaged(whole.sealed)
    )
    if not sealed.sealed:
        answer = send(phone, sealed)
        assert answer.status_code == 400  # nothing was sent
        return
    assert outcomes(send(phone, sealed)) == ["waiting"]
    assert bytes(SealedVisit.objects.get().sealed) == sealed.sealed


def test_a_newer_format_waits_for_a_newer_server(phone, mona):
    assert outcomes(send(phone, envelope(words(), author=mona, format=2))) == [
        "waiting"
    ]


def test_the_seal_holds_a_record_to_its_id_and_its_owner(mona, mike):
    client_id = uuid4()
    sealed = seal(words(), client_id=client_id, owner=mona.pk)
    key_id = keys.current()[0]

    def opens(**who):
        return keys.unseal(sealed, key=key_id, **who)

    assert opens(client_id=client_id, owner=mona.pk)
    for who in (
        {"client_id": uuid4(), "owner": mona.pk},
        {"client_id": client_id, "owner": mike.pk},
    ):
        with pytest.raises(keys.CannotOpen):
            opens(**who)


def test_two_seals_of_the_same_words_have_nothing_in_common(mona):
    client_id = uuid4()
    told = words(whom="Karla")
    one, other = (seal(told, client_id=client_id, owner=mona.pk) for _ in range(2))

    assert one[:65] != other[:65]
    assert one[77:] != other[77:]
    assert b"Karla" not in one


def test_the_database_refuses_to_rewrite_what_was_sent(phone, mona):
    send(phone, envelope(words(), author=mona), envelope(b"", author=mona, key="gone"))
    for order in (
        "UPDATE mentors_unplacedvisit SET content = '{}'",
        "DELETE FROM mentors_unplacedvisit",
        "UPDATE mentors_sealedvisit SET sealed = ''",
        "DELETE FROM mentors_sealedvisit",
    ):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(order)


# -- who sends ----------------------------------------------------------------------


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
    ],
    ids=str,
)
def test_a_call_in_no_shape_we_know_is_named(phone, body):
    answer = phone.post(INTAKE, json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_at_most_fifty_in_one_call(phone, mona):
    one = envelope(words(), author=mona)
    assert send(phone, *[one] * 51).status_code == 400


# -- the session --------------------------------------------------------------------


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


# -- how long things have waited ----------------------------------------------------


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


# -- placing ------------------------------------------------------------------------


@pytest.fixture
def unplaced(phone, mona):
    send(phone, envelope(words(whom="Karla ved åen"), author=mona))
    return UnplacedVisit.objects.get()


def test_one_tap_makes_it_a_visit_under_its_own_id(phone, unplaced, mentorship, mona):
    page = phone.get(unplaced.get_absolute_url()).content.decode()
    assert "Karla ved åen" in page
    phone.post(unplaced.get_absolute_url(), {"mentorship": mentorship.pk})

    visit = Visit.objects.get()
    assert (visit.client_id, visit.author) == (unplaced.client_id, mona)
    unplaced.refresh_from_db()
    assert (unplaced.state, unplaced.visit) == ("placed", visit)


def test_it_is_placed_once(phone, unplaced, mentorship):
    for _twice in range(2):
        answer = phone.post(unplaced.get_absolute_url(), {"mentorship": mentorship.pk})
    assert Visit.objects.count() == 1
    assert answer.status_code == 409


def test_what_is_wrong_is_put_right_on_the_page(phone, mona, mentorship):
    told = words(mentorship=mentorship.pk, fields={"minutes": ["mange"]})
    send(phone, envelope(told, author=mona))
    unplaced = UnplacedVisit.objects.get()
    page = phone.get(unplaced.get_absolute_url()).content.decode()
    assert 'name="edited"' in page

    phone.post(
        unplaced.get_absolute_url(),
        {
            "edited": "yes",
            "mentorship": mentorship.pk,
            "outcome": "done",
            "kind": "walk",
            "wishes": "Svømmehallen",
            "started_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
            "minutes": "45",
        },
    )
    assert Visit.objects.get().minutes == 45
    unplaced.refresh_from_db()
    assert unplaced.content["fields"]["minutes"] == ["mange"]


def test_only_its_author_and_their_deputy_see_it(
    signed_in, unplaced, mike, lone, jonas, mona
):
    for person in (mike, lone, jonas):
        assert signed_in(person).get(unplaced.get_absolute_url()).status_code == 404
        address = f"/api/v1/unplaced-visits/{unplaced.pk}/"
        assert signed_in(person).get(address).status_code == 404
    now = timezone.now()
    stand_in(
        mona, by=None, deputy=mike, since=now - timedelta(1), until=now + timedelta(9)
    )
    assert signed_in(mike).get(unplaced.get_absolute_url()).status_code == 200


def test_a_strangers_citizen_cannot_be_chosen(phone, unplaced, mentorship, mike):
    answer = phone.post(unplaced.get_absolute_url(), {"mentorship": 99_999_999})
    assert answer.status_code == 404
    unplaced.refresh_from_db()
    assert unplaced.state == "unplaced"


def test_set_aside_it_stays(phone, unplaced):
    phone.post(f"{unplaced.get_absolute_url()}drop/")
    unplaced.refresh_from_db()
    assert unplaced.state == "dropped"
    assert unplaced.content["whom"] == "Karla ved åen"


def test_it_is_counted_when_it_has_waited_too_long(unplaced):
    rows = UnplacedVisit.objects.longer_than(
        timedelta(days=7), at=timezone.now() + timedelta(days=8)
    )
    assert list(rows) == [unplaced]


def test_the_api_places_and_drops(phone, unplaced, mentorship):
    address = f"/api/v1/unplaced-visits/{unplaced.pk}/"
    shown = phone.get(address).json()
    assert shown["available_steps"] == ["drop", "place"]
    body = json.dumps({"mentorship": mentorship.pk})
    answer = phone.post(f"{address}place/", body, content_type="application/json")
    assert answer.json()["state"] == "placed"
    listed = phone.get("/api/v1/unplaced-visits/?state=placed").json()["results"]
    assert [row["id"] for row in listed] == [unplaced.pk]


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


def test_signing_out_never_clears_storage(phone):
    answer = phone.post("/account/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
