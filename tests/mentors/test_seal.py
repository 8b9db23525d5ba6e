"""The seal: which key opens it, and what becomes of what does not open."""

import base64
import secrets
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mentors.sealed import intake, keys
from mentors.sealed.models import SealedVisit
from mentors.visit.models import Visit
from tests.mentors.phones import envelope, outcomes, seal, send, words

pytestmark = pytest.mark.django_db


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
