"""A round of many goes out once to each, while the worker and the broker die."""

import time

import pytest
from django.db import connection
from django.utils import timezone

from coordination.invariants import broken
from coordination.models import Event, Message
from coordination.tasks import tick
from feedback.invitation.token import digest
from feedback.round import actions
from tests.feedback.round.asked import let_rule_find, people, plan
from tests.rigs.test_dispatcher import letters, machinery, misfortunes, until

__all__ = ["machinery", "misfortunes"]

pytestmark = pytest.mark.commits


def waiting():
    return Message.objects.filter(state="queued").count()


def test_a_round_reaches_everybody_once_whatever_dies(
    misfortunes, lars, monkeypatch, volume
):
    count, deaths = volume(80, 10_000), volume(1, 5)
    let_rule_find(monkeypatch, people(count))
    held = plan(lars, modes=["web"])
    actions.start(held, by=lars)
    held.invitations.update(due_at=timezone.now())
    suffered, started = misfortunes(), time.monotonic()

    def all_asked():
        # as the clock does each minute, only more often: a lost one does no harm
        tick.apply_async(retry=False, ignore_result=True)
        time.sleep(1)
        return not held.invitations.filter(state="drawn").exists()

    until(all_asked, "the last invitation")
    until(lambda: len(suffered) >= deaths, "another death of the worker")
    asked_after = time.monotonic() - started
    while left := waiting():
        until(lambda left=left: waiting() < left, "another message")
        time.sleep(1)
    print(
        f"{count} asked in {asked_after:.0f} s,"
        f" written to in {time.monotonic() - started:.0f} s"
    )
    sent = letters()
    assert len(sent) == count
    assert all(len(copies) == 1 for copies in sent.values())
    stored = set(held.invitations.values_list("token_digest", flat=True))
    assert {digest(link) for copies in sent.values() for link in copies} == stored
    assert len(stored) == count
    events = Event.objects.filter(kind="invitation.send")
    assert events.count() == events.values("subject_id").distinct().count() == count
    assert Message.objects.count() == count
    assert not broken()
    connection.close()
