"""Two rounds, or a round and a handover, want the same citizen on the same day."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from coordination import invariants
from coordination.models import Recipient
from feedback.invitation.models import Invitation
from feedback.round import actions, sending
from feedback.round.deadlines import send_due
from tests.feedback.round.asked import let_rule_find, people, plan
from tests.feedback.test_decide import accept_event

OURS = {"I9", "I10", "I11", "I12"}


def states(**which):
    rows = Invitation.objects.filter(**which)
    return Counter(rows.values_list("state", "reason"))


def start(by, **wishes):
    """Return a round whose first wave has just begun."""
    held = plan(by, **wishes)
    actions.start(held, by=by)
    held.invitations.update(due_at=timezone.now())
    return held


def test_of_two_rounds_with_the_same_citizens_the_first_asks(lars, monkeypatch):
    both, first_only, second_only = people(10), people(2), people(3)
    let_rule_find(monkeypatch, both + first_only)
    tomorrow = timezone.localdate() + timedelta(days=1)
    first = plan(lars, name="A", since=tomorrow)
    actions.start(first, by=lars)
    let_rule_find(monkeypatch, second_only + both)
    second = start(lars, name="B", instrument="dignity-1")
    first.invitations.update(due_at=timezone.now() - timedelta(minutes=1))
    assert send_due(timezone.now()) == 25
    assert states(round=first) == {("sent", ""): 12}
    assert states(round=second) == {("sent", ""): 3, ("withheld", "asked_recently"): 10}
    assert send_due(timezone.now() + timedelta(days=1)) == 0


def in_between(monkeypatch, what):
    """Do something once, after a batch is read and before it is written."""
    read, done = sending.asked_already, []

    def read_slowly(*told):
        busy = read(*told)
        if not done:
            done.append(True)
            what()
        return busy

    monkeypatch.setattr(sending, "asked_already", read_slowly)


def elsewhere(what):
    """Return a thread that does something over a connection of its own."""

    def run():
        what()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.commits
def test_a_handover_accepted_between_reading_and_writing_waits(lars, monkeypatch):
    asked = people(10)
    let_rule_find(monkeypatch, asked)
    held = start(lars)

    @transaction.atomic
    def accept():
        Recipient.objects.select_for_update(no_key=True).get(pk=asked[0].pk)
        accept_event(asked[0], 1)

    others = []
    in_between(monkeypatch, lambda: others.append(elsewhere(accept)))
    assert send_due(timezone.now()) == 10
    others[0].join()
    assert states(round=held) == {("sent", ""): 10}
    assert states(handover=1) == {("withheld", "asked_recently"): 1}
    assert not invariants.broken().keys() & OURS


@pytest.mark.commits
def test_one_that_did_not_wait_costs_the_round_a_turn_and_no_more(lars, monkeypatch):
    asked = people(10)
    let_rule_find(monkeypatch, asked)
    held = start(lars)
    in_between(monkeypatch, lambda: elsewhere(lambda: accept_event(asked[0], 1)).join())
    with pytest.raises(IntegrityError):
        send_due(timezone.now())
    assert states(round=held) == {("drawn", ""): 10}
    assert send_due(timezone.now()) == 10
    assert states(round=held) == {("sent", ""): 9, ("withheld", "asked_recently"): 1}
    assert states(handover=1) == {("queued", ""): 1}
    assert not invariants.broken().keys() & OURS
