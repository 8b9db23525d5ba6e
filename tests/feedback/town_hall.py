"""A town hall of which only the surveys are looked at: asked, answered, or not."""

import random
from datetime import datetime, timedelta

from coordination.calendar import COPENHAGEN
from feedback.answer.intake import answer
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.models import Invitation
from tests.feedback.test_decide import accept_event

ITEMS = [item.code for item in load(HANDOVER_PULSE).items]


def asker():
    """Return a function that asks about handovers of a month, and what is answered."""
    rng = random.Random(7)
    number = iter(range(1, 10_000))

    def ask(month, *, paths, answered=True, said=None, text=""):
        """Let citizens of some handovers be asked, and some of them answer."""
        at = datetime(month.year, month.month, 15, 12, tzinfo=COPENHAGEN)
        for giver, receiver in paths:
            n = next(number)
            accept_event(None, n, giver=giver, receiver=receiver)
            row = Invitation.objects.filter(handover=n)
            force_sent(n, at)
            if not answered:
                Invitation.objects.filter(handover=n).update(closes_at=at)
                expire(n, month)
                continue
            choose = said or (lambda: str(rng.randint(1, 5)))
            answers = {code: choose() for code in ITEMS}
            assert answer(row.get(), answers=answers, text=text, at=at)

    return ask


def force_sent(number, at):
    """Put an invitation on its way as it would have been on that day."""
    found = Invitation.objects.get(handover=number)
    found.delete()
    fresh = Invitation(
        event=found.event,
        handover=number,
        giver=found.giver,
        receiver=found.receiver,
        warm=number % 2 == 0,
        mentor=False,
        course_band="under_3_months",
        departments=3,
        instrument=HANDOVER_PULSE,
        due_at=at,
        state="queued",
    )
    fresh.save()
    Invitation.objects.filter(pk=fresh.pk).update(
        state="sent",
        sent_at=at,
        closes_at=at + timedelta(days=30),
        token_digest=f"{number:064d}",
    )


def expire(number, month):
    Invitation.objects.filter(handover=number).update(
        state="expired", ended_month=month
    )
