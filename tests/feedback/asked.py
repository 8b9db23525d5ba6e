"""A round that is going on, with the people who are asked in it."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from coordination.models import Recipient
from feedback.instrument.catalogue import load
from feedback.invitation.mode import Mode
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest, token
from feedback.round import actions
from feedback.round.models import Round

NUMBERS = count(1)
EVERY_WAY = [mode.value for mode in Mode]


def begin(*, by, walk_ins=False, instrument="degree-overall-1", **wishes):
    """Return an open round; whom it asks is put in by `ask`."""
    today = timezone.localdate()
    given = {
        "name": f"Runde {next(NUMBERS)}",
        "since": today,
        "until": today + timedelta(days=20),
        "walk_ins": True,
        "modes": ["tablet", "paper"],
        **wishes,
    }
    held = actions.plan(by=by, instrument=load(instrument), **given)
    actions.start(held, by=by)
    if not walk_ins:
        Round.objects.filter(pk=held.pk).update(walk_ins=False, modes=EVERY_WAY)
    return Round.objects.get(pk=held.pk)


def draw(held, *, name="Karla Fiktiv", mode="letter", helpers=(), **person):
    """Return an invitation that is drawn for a round and waits for its day."""
    recipient = Recipient.objects.create(
        name=name, address="Prøvevej 1", phone="12345678", channel="letter", **person
    )
    return Invitation.objects.create(
        round=held,
        recipient=recipient,
        receiver=1,
        mentor=False,
        course_band="under_3_months",
        departments=2,
        instrument=held.instrument,
        mode=mode,
        may_not_interview=[person.pk for person in helpers],
        state="drawn",
        due_at=timezone.now(),
    )


def ask(held, **wishes):
    """Return an invitation that has been sent."""
    row = draw(held, **wishes)
    Invitation.objects.filter(pk=row.pk).update(
        state="sent",
        sent_at=timezone.now(),
        closes_at=held.ends_at,
        token_digest=digest(token(row)),
    )
    return Invitation.objects.get(pk=row.pk)
