"""A call that is repeated with its Idempotency-Key is done once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from coordination.api import idempotency
from coordination.models import Event, IdempotencyKey
from tests.calls import Caller
from tests.rigs.hammer import at_once


def test_a_key_stands_for_one_call(as_, handover, hanne, new_key):
    key, program = new_key(), as_(hanne)
    program.post(f"handovers/{handover.pk}/accept/", key=key, read_back="Ja")
    other = program.post(f"handovers/{handover.pk}/accept/", key=key, read_back="Nej")
    assert other.status_code == 422
    elsewhere = program.post(f"handovers/{handover.pk}/complete/", key=key)
    assert elsewhere.status_code == 422


def test_two_people_may_choose_the_same_key(as_, handover, hanne, jonas):
    withdrawn = as_(jonas).post(f"handovers/{handover.pk}/withdraw/", key="1")
    accepted = as_(hanne).post(
        f"handovers/{handover.pk}/accept/", key="1", read_back="Ja"
    )
    assert (withdrawn.status_code, accepted.status_code) == (200, 404)


def test_a_key_that_is_too_long_is_refused(as_, handover, hanne):
    address = f"handovers/{handover.pk}/accept/"
    answer = as_(hanne).post(address, key="k" * 81, read_back="Ja")
    assert answer.status_code == 400


def test_what_is_hidden_never_lies_in_the_table_of_answers(as_, case, jonas, new_key):
    address = f"citizens/{case.citizen_id}/reveal-address/"
    answer = as_(jonas).post(address, key=new_key(), reason="Brev")
    assert answer.json() == {"address": "Prøvevej 1, 9999 Prøveby"}
    assert IdempotencyKey.objects.get().body is None


def test_old_keys_are_forgotten(as_, handover, hanne, new_key):
    address = f"handovers/{handover.pk}/accept/"
    as_(hanne).post(address, key=new_key(), read_back="Ja")
    assert idempotency.forget_old_keys(timezone.now()) == 0
    assert idempotency.forget_old_keys(timezone.now() + timedelta(days=3)) == 1


@pytest.mark.commits
def test_sixteen_repeats_at_once_do_it_once(handover, hanne):
    """A client that got no answer in time calls again while the first still runs."""
    programs = [Caller(hanne) for _ in range(16)]
    address = f"handovers/{handover.pk}/accept/"
    answers = at_once(
        *(lambda p=p: p.post(address, key="k", read_back="Ja") for p in programs)
    )
    codes = sorted(answer.status_code for answer in answers)
    assert set(codes) <= {200, 409}, codes
    assert codes.count(200) >= 1
    done = {answer.content for answer in answers if answer.status_code == 200}
    assert len(done) == 1
    assert Event.objects.filter(kind="handover.accept").count() == 1


@pytest.mark.commits
def test_a_repeat_while_the_first_is_under_way_is_told_to_wait(handover, hanne):
    held, release = threading.Event(), threading.Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            idempotency._claim(f"{hanne.pk}:k")
            held.set()
            release.wait(20)
            cursor.execute("ROLLBACK")
        connection.close()

    first = threading.Thread(target=hold)
    first.start()
    held.wait(20)
    address = f"handovers/{handover.pk}/accept/"
    early = Caller(hanne).post(address, key="k", read_back="Ja")
    release.set()
    first.join()
    assert early.status_code == 409
    assert "Idempotency-Key" in early.json()["detail"]
    later = Caller(hanne).post(address, key="k", read_back="Ja")
    assert later.status_code == 200
