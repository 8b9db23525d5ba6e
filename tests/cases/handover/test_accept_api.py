"""Accepting a handover over HTTP: once, by the right people, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.handover.models import Handover
from coordination.models import Event

MOST_QUERIES = 10
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def address(handover, step="accept/"):
    return f"handovers/{handover.pk}/{step}"


def test_the_receiver_takes_the_baton(as_, handover, hanne):
    answer = as_(hanne).post(address(handover), read_back="Bolig nu")

    assert answer.status_code == 200
    assert answer.json() == {"id": handover.pk, "state": "accepted", "version": 2}
    assert answer["ETag"] == '"2"'
    assert handover.case.baton.holder == hanne


def test_the_answer_says_nothing_about_a_person(as_, handover, hanne):
    answer = as_(hanne).post(address(handover), read_back="Bolig nu")
    assert set(answer.json()) == {"id", "state", "version"}


@pytest.mark.parametrize(
    ("who", "status"), [("jonas", 403), ("outsider", 404), ("mona", 404)]
)
def test_others_are_refused(as_, handover, request, who, status):
    user = request.getfixturevalue(who)
    answer = as_(user).post(address(handover), read_back="Ja")
    assert answer.status_code == status
    assert handover.case.baton.holder.username == "jonas"


def test_nobody_is_asked_to_sign_in(as_, handover):
    assert as_().post(address(handover), read_back="Ja").status_code == 401


def test_the_second_call_is_told_why(as_, handover, hanne):
    hannes = as_(hanne)
    hannes.post(address(handover), read_back="Ja")
    answer = hannes.post(address(handover), read_back="Ja")
    assert answer.status_code == 409
    assert answer.json() == {"detail": "The handover is already accepted."}
    danish = hannes.post(address(handover), read_back="Ja", language="da")
    assert "allerede" in danish.json()["detail"]


def test_an_old_version_is_told_what_changed(as_, handover, hanne):
    answer = as_(hanne).post(address(handover), read_back="Ja", match='"0"')
    assert answer.status_code == 412
    assert answer.json()["current"]["version"] == 1
    assert answer.json()["current"]["state"] == "offered"
    assert Event.objects.filter(kind="handover.read", by=hanne).count() == 1


def test_a_repeated_call_gets_the_first_answer(as_, handover, hanne, new_key):
    key, hannes = new_key(), as_(hanne)
    first = hannes.post(address(handover), key=key, read_back="Ja")
    again = hannes.post(address(handover), key=key, read_back="Ja")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert first["ETag"] == again["ETag"]
    assert Event.objects.filter(kind="handover.accept").count() == 1


def test_it_is_one_transaction_of_few_queries(as_, commits, handover, hanne):
    """Session and user are loaded as always; nothing is committed on the way."""
    hannes = as_(hanne)
    hannes.get("me/")
    with CaptureQueriesContext(connection) as queries:
        answer = hannes.post(address(handover), read_back="Ja", match='"1"')
    assert answer.status_code == 200, answer.content
    told = [query["sql"] for query in queries.captured_queries]
    counted = [sql for sql in told if not sql.startswith(NOT_COUNTED)]
    assert told.count("COMMIT") == 1
    assert len(counted) <= MOST_QUERIES, "\n".join(counted)


def test_the_receiver_reads_the_frozen_charter_and_not_the_file(as_, handover, hanne):
    answer = as_(hanne).get(address(handover, ""))
    assert answer.status_code == 200
    assert answer["ETag"] == '"1"'
    shown = answer.json()
    assert shown["charter"]["promised"] == "Vi ringer på fredag"
    assert shown["available_steps"] == ["accept", "decline"]
    assert as_(hanne).get(f"cases/{handover.case_id}/").status_code == 404
    assert as_(hanne).get(f"cases/{handover.case_id}/charter/").status_code == 404


def test_a_refusal_leaves_the_key_free(as_, handover, hanne, jonas, new_key):
    key, hannes = new_key(), as_(hanne)
    stale = hannes.post(address(handover), key=key, match='"0"', read_back="Ja")
    assert stale.status_code == 412
    better = hannes.post(address(handover), key=key, match='"1"', read_back="Ja")
    assert better.status_code == 200
    assert Handover.objects.get(pk=handover.pk).state == "accepted"
