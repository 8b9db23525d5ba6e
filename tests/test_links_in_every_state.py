"""Answering, and saying no, in every state of an invitation: by link, aloud, on paper.

Both are steps that nobody who signs in takes for themselves. A link exists only once
the invitation is sent, so of all the states in which the machine knows these steps
only that one is ever open to them.
"""

import json

import pytest

from feedback.answer.intake import answer
from feedback.invitation.code import code_of
from feedback.invitation.models import Invitation
from feedback.invitation.token import token
from feedback.paper.forms import new_key
from feedback.round import actions as round_actions
from tests.calls import Caller
from tests.feedback.asked import ask, begin, draw
from tests.matrix.endpoints import ANSWERED
from tests.matrix.everybody import build_everybody
from tests.matrix.nonsense import forget_outside
from tests.matrix.subjects import make
from tests.matrix.subjects_of_feedback import AFTER_SENT, BEFORE_SENT
from tests.matrix.trying import careful
from tests.matrix.watching import done_by
from tests.matrix.world import database, undone

__all__ = ["database"]

State = Invitation.State
REFUSED = {400, 404, 409, 410, 422}
# A citizen who has answered may still say that nobody is to ask again.
LEAVES_ALONE = {("says no by link", State.ANSWERED)}


@pytest.fixture(scope="module")
def world(database):
    world = build_everybody()
    # signing in writes something, which is none of what is asked here
    world.browser, world.program = careful(world.hanne), Caller(world.hanne)
    return world


def by_link(row, page, words):
    return careful(None).post(f"/s/{token(row)}/{page}", words)


LINKS = {
    "answers": (State.ANSWERED, lambda row, w: by_link(row, "", {"coherent": "4"})),
    "says no by link": (State.OPTED_OUT, lambda row, w: by_link(row, "stop/", {})),
}


def on_page(world, row, page, words):
    return world.browser.post(f"/besvarelser/samtaler/{row.pk}/{page}", words)


def over_http(world, address, words):
    return world.program.send(address, json.dumps(words))


ALOUD = {
    "answers": (
        State.ANSWERED,
        lambda row, w: on_page(
            w, row, "", {"mode": "phone", "helped": "nobody", "overall": "4"}
        ),
    ),
    "answers over HTTP": (
        State.ANSWERED,
        lambda row, w: over_http(
            w, f"interviews/{row.pk}/answers/", {**ANSWERED, "mode": "phone"}
        ),
    ),
    "says no this time": (
        State.DECLINED,
        lambda row, w: on_page(w, row, "decline/", {"for_good": "no"}),
    ),
    "says no this time over HTTP": (
        State.DECLINED,
        lambda row, w: over_http(
            w, f"interviews/{row.pk}/decline/", {"for_good": False}
        ),
    ),
    "says no for good": (
        State.OPTED_OUT,
        lambda row, w: on_page(w, row, "decline/", {"for_good": "yes"}),
    ),
    "says no for good over HTTP": (
        State.OPTED_OUT,
        lambda row, w: over_http(
            w, f"interviews/{row.pk}/decline/", {"for_good": True}
        ),
    ),
    "answers on paper": (
        State.ANSWERED,
        lambda row, w: w.browser.post(
            "/besvarelser/",
            {"code": code_of(row), "key": new_key(w.hanne), "overall": "4"},
        ),
    ),
    "answers on paper over HTTP": (
        State.ANSWERED,
        lambda row, w: over_http(w, "paper/", {**ANSWERED, "code": code_of(row)}),
    ),
}


def in_round(world, state):
    """Return one that is drawn for a round in which Hanne interviews."""
    held = begin(by=world.lis)
    round_actions.name_interviewers(held, by=world.lis, interviewers=[world.hanne])
    not_sent = {State.DRAWN, *BEFORE_SENT}
    row = (draw if state in not_sent else ask)(held, mode="phone")
    if state == State.ANSWERED:
        answer(row, answers={"overall": "4"})
    elif state in AFTER_SENT:
        AFTER_SENT[state](row)
    elif state in BEFORE_SENT:
        BEFORE_SENT[state](row)
    return Invitation.objects.get(pk=row.pk)


# A round draws; it neither queues nor replaces.
OF_ROUND = [s for s in State.values if s not in {State.QUEUED, State.SUPERSEDED}]


@pytest.mark.parametrize("state", State.values)
def test_the_link_is_open_exactly_while_the_invitation_is(world, state):
    with undone():
        wrong = try_all(world, LINKS, make(world, "invitation", state))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("state", OF_ROUND)
def test_what_is_asked_aloud_is_taken_exactly_then_too(world, state):
    with undone():
        row = in_round(world, state)
        assert row.state == state
        wrong = try_all(world, ALOUD, row)
    assert not wrong, "\n".join(wrong)


def try_all(world, ways, row):
    """Return what is wrong with the ways of taking a step in one state."""
    wrong = []
    for name, (target, take) in ways.items():
        seen = []

        def take_and_look(take=take, seen=seen):
            answered = take(row, world)
            seen.append(Invitation.objects.get(pk=row.pk).state)
            return answered

        reply, left = done_by(take_and_look)
        forget_outside()
        taken = row.state == State.SENT
        if seen[0] != (target if taken else row.state):
            wrong.append(f"{name}: {seen[0]}")
        if taken or (name, row.state) in LEAVES_ALONE:
            wrong += [] if reply.status_code < 400 else [f"{name}: {reply.status_code}"]
        elif left or reply.status_code not in REFUSED:
            wrong.append(f"{name}: {reply.status_code}, {sorted(left)}")
    return wrong
