"""Rounds over made-up people, without cases: the rule's answer is given."""

import random
from collections import Counter
from datetime import timedelta

from django.utils import timezone

from coordination import figures
from coordination.models import Event, Recipient
from feedback.answer.intake import answer
from feedback.instrument.catalogue import load
from feedback.invitation.models import Invitation
from feedback.round import actions
from tests.feedback.test_decide import accept_event

THEMES = "themes-six-1"
OWN_QUESTION = {"code": "own_1", "scale": "agree-5", "text": "Kunne du komme med bus?"}
BANDS = ["under_3_months", "1_to_2_years"]
# fewer than these a round does not ask
ENOUGH = 10


def people(count, **details):
    """Store so many people who can be written to, and return them."""
    usual = {
        "phone": "12 34 56 78",
        "address": "Prøvevej 1, 9999 Prøveby",
        "channel": "email",
    }
    rows = [
        Recipient(
            **{
                "name": f"Fiktiv {number}",
                "email": f"fiktiv{number}@example.org",
                **usual,
                **details,
            }
        )
        for number in range(count)
    ]
    return Recipient.objects.bulk_create(rows)


def with_others(*asked):
    """Return these people and as many more as a round needs to start."""
    return [*asked, *people(ENOUGH - len(asked))]


def found(recipients, *, helpers=()):
    """Return what the cases would say of these people."""
    return [
        {
            "recipient": each.pk,
            "receiver": 1 + number % 2,
            "course_band": BANDS[number % 3 == 0],
            "target_group": "young" if number % 2 else "",
            "language": each.language,
            "departments": 2 + number % 5,
            "mentor": number % 4 == 0,
            "may_not_interview": list(helpers),
        }
        for number, each in enumerate(recipients)
    ]


def let_rule_find(monkeypatch, recipients, **more):
    """Let every rule find these people."""
    rows = found(recipients, **more)
    monkeypatch.setitem(figures._figures, "population", lambda **_asked: list(rows))


def wishes(**changed):
    """Return what is wished of a usual round that begins today."""
    today = timezone.localdate()
    return {
        "since": today,
        "until": today + timedelta(days=30),
        "met_since": today - timedelta(days=180),
        "met_until": today,
        "min_contacts": 2,
        "modes": ["web", "letter"],
        "remind_after": 10,
    } | changed


def plan(by, *, name="Efterår", instrument=THEMES, **changed):
    """Return a round in preparation."""
    return actions.plan(
        by=by, name=name, instrument=load(instrument), **wishes(**changed)
    )


def ask_about_a_handover(recipient, number, *, sent_at=None):
    """Let a handover's invitation be open, or answered some days ago."""
    accept_event(None, number)
    row = Invitation.objects.filter(handover=number)
    row.delete()
    event = Event.objects.filter(kind="handover.accept").latest("pk")
    fresh = Invitation(
        event=event,
        handover=number,
        recipient_id=recipient,
        giver=1,
        receiver=2,
        warm=True,
        mentor=False,
        course_band="under_3_months",
        departments=2,
        instrument="handover-pulse-1",
        state="queued",
    )
    fresh.save()
    if sent_at:
        row.update(
            state="sent",
            sent_at=sent_at,
            closes_at=timezone.now() + timedelta(days=9),
            token_digest=number,
        )
        row.update(state="answered", ended_month=timezone.localdate().replace(day=1))


def in_days(count):
    return timezone.now() + timedelta(days=count)


def states(held):
    return Counter(held.invitations.values_list("state", flat=True))


def tick(rng):
    return {item.code: str(rng.randint(1, 5)) for item in load(THEMES).closed_items}


def answer_all(held, *, skip=(), rng=None, text=""):
    """Let everybody who was asked answer, but those in `skip`; return what was said."""
    rng = rng or random.Random(3)
    said = []
    for number, row in enumerate(held.invitations.filter(state="sent").order_by("pk")):
        if number in skip:
            continue
        ticks = tick(rng)
        mode = "tablet" if number % 5 == 0 else ""
        assert answer(row, answers=ticks, text=text, mode=mode, language="da")
        said.append((row, ticks))
    return said
