"""Two years of surveys in one go: asked, answered, closed month by month."""

import random
from datetime import date, datetime, timedelta

from django.db.models import CharField, Value
from django.db.models.functions import Cast, LPad
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from coordination.models import Event
from feedback.answer import closing
from feedback.answer.models import Intake
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.models import Invitation
from tests.cast import settle

NAMES = ["Børn og Familie", "Sundhed", "Ydelse", "Misbrugscenter", "Borgerservice"]


def settle_five():
    """Return five departments with nobody in them."""
    return [settle(name) for name in NAMES]


def play(
    departments,
    *,
    first,
    months,
    per_month,
    seed=1,
    answering=0.58,
    after=0,
    wordings=(HANDOVER_PULSE,),
):
    """Ask about so many handovers a month between departments, and close each.

    They are numbered from `after`, out of the way of handovers that exist, and asked
    about in several wordings in turn.
    """
    rng = random.Random(seed)
    weights = [1 / (1 + place) for place in range(len(departments))]
    month, number = first, after
    for _ in range(months):
        at = datetime(month.year, month.month, 14, 12, tzinfo=COPENHAGEN)
        asked = []
        events = Event.objects.bulk_create(
            Event(kind="handover.accept", at=at) for _ in range(per_month)
        )
        for event in events:
            number += 1
            giver, receiver = rng.choices(departments, weights, k=2)
            while receiver == giver:
                receiver = rng.choice(departments)
            asked.append(
                Invitation(
                    event=event,
                    handover=number,
                    giver=giver.pk,
                    receiver=receiver.pk,
                    warm=rng.random() < 0.7,
                    mentor=rng.random() < 0.1,
                    course_band="3_to_6_months",
                    departments=rng.choice([3, 3, 4, 5]),
                    instrument=wordings[number % len(wordings)],
                    state="queued",
                )
            )
        Invitation.objects.bulk_create(asked)
        Invitation.objects.filter(pk__in=[row.pk for row in asked]).update(
            state="sent",
            sent_at=at,
            closes_at=at + timedelta(days=30),
            token_digest=LPad(Cast("handover", CharField()), 64, Value("0")),
        )
        yes = [row for row in asked if rng.random() < answering]
        no = [row.pk for row in asked if row not in yes]
        for pks, state in (([r.pk for r in yes], "answered"), (no, "expired")):
            rows = Invitation.objects.filter(pk__in=pks)
            rows.update(state=state, ended_month=month)
        Intake.objects.bulk_create(
            Intake(
                month=month,
                instrument=row.instrument,
                language="da",
                answers={
                    item.code: said(rng, place)
                    for place, item in enumerate(load(row.instrument).items)
                },
                giver=row.giver,
                receiver=row.receiver,
                warm=row.warm,
                mentor=row.mentor,
                course_band=row.course_band,
                departments=row.departments,
            )
            for row in yes
        )
        closing.close(month)
        month = closing.next_month(month)
    return month


def said(rng, place):
    if rng.random() < 0.05:
        return "unknown"
    return str(min(5, max(1, round(rng.gauss(3.1 + place % 3 * 0.4, 1.1)))))


def months_ago(count):
    """Return the first day of a month so many months before this one."""
    today = timezone.localdate()
    place = today.year * 12 + today.month - 1 - count
    return date(place // 12, place % 12 + 1, 1)
