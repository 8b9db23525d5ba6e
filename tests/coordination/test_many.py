"""The same step on many things: each with its own event, or none of them at all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination import reactions
from coordination.many import locked, perform_many
from coordination.models import Delivery, Event
from coordination.workflow import Refused, whole
from feedback.invitation.models import Invitation
from feedback.round import actions
from tests.feedback.round.asked import let_rule_find, people, plan


@pytest.fixture
def drawn(lars, monkeypatch):
    let_rule_find(monkeypatch, people(10))
    held = plan(lars)
    actions.start(held, by=lars)
    return Invitation.objects.filter(round=held).order_by("pk")


def send(rows):
    return perform_many(
        "send",
        rows,
        at=timezone.now(),
        inputs=lambda row: {
            "digest": f"{row.pk:064d}",
            "closes_at": timezone.now() + timedelta(days=3),
        },
    )


def test_each_has_its_event_its_version_and_its_reactions(drawn, monkeypatch):
    seen = []
    monkeypatch.setitem(reactions._during, "invitation.send", [seen.append])
    monkeypatch.setitem(reactions._after, "invitation.send", {"later": print})
    events = send(locked(drawn))
    rows = list(drawn)
    assert [event.subject_id for event in events] == [str(row.pk) for row in rows]
    assert {(event.before, event.after) for event in events} == {("drawn", "sent")}
    assert {(row.state, row.version) for row in rows} == {("sent", 2)}
    assert [row.token_digest for row in rows] == [f"{row.pk:064d}" for row in rows]
    assert seen == events
    assert Delivery.objects.filter(event__in=events, reaction="later").count() == 10


def test_one_in_the_wrong_state_stops_all(drawn):
    send(locked(drawn[:1]))
    with pytest.raises(Refused):
        whole(send)(list(drawn))
    assert Event.objects.filter(kind="invitation.send").count() == 1
    assert drawn.filter(state="drawn").count() == 9


def test_nothing_to_do_writes_nothing(drawn, django_assert_num_queries):
    with django_assert_num_queries(2):  # the savepoint
        assert send([]) == []
