"""The rounds of the demo: one that is over, and one with people to be called."""

import pytest
from django.utils import timezone

from coordination.models import User
from demo.dice import Dice
from demo.rounds import Rounds
from demo.staff import found_town
from feedback.interview.asking import to_ask
from feedback.round.models import Round
from feedback.round.progress import progress_of
from tests.feedback.round.asked import let_rule_find, people
from tests.matrix.trying import browser


@pytest.fixture
def rounds(db, monkeypatch):
    """The demo's two rounds, over so many that chance leaves some of them to call."""
    let_rule_find(monkeypatch, people(300, channel="letter"))
    Rounds(found_town(), now=timezone.now(), rng=Dice("rounds")).hold()
    return Round.objects.order_by("since")


def test_an_interviewer_has_people_to_call(rounds):
    over, running = rounds
    assert (over.state, running.state) == ("closed", "open")
    bjarne = User.objects.with_seats().get(username="bjarne")
    to_call = to_ask(running, bjarne)
    assert len(to_call) > 2
    page = browser(bjarne).get("/besvarelser/samtaler/").content.decode()
    for row in to_call:
        assert row.recipient.name in page
        assert row.recipient.phone in page


def test_whom_nobody_has_called_yet_is_invited_and_not_asked(rounds):
    running = rounds[1]
    waiting = running.invitations.filter(mode="phone", state="sent")
    answered = running.invitations.filter(mode="phone", state="answered")
    # who was to be called and came to the counter before
    by_themselves = answered.filter(went_out=False)
    assert waiting.exists()
    assert not waiting.filter(went_out=True).exists()
    assert answered.filter(went_out=True).exists()
    told = progress_of(running)
    assert told.invited - told.sent == waiting.count() + by_themselves.count()
