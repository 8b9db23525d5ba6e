"""When somebody who is drawn has their turn: on their wave's day, or when free.

Nobody has two open invitations, and nobody is asked again within the gap. So whoever
is being asked about something else waits until that is over; where the round is over
first, they are not drawn at all.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from coordination.calendar import COPENHAGEN
from coordination.models import Municipality
from feedback.invitation.models import Invitation
from feedback.round.models import Round

OFFICE_OPENS = time(8)
State = Invitation.State


def begins_at(day: date) -> datetime:
    """Return when a wave of that day goes out; nobody is written to at night."""
    return datetime.combine(day, OFFICE_OPENS, COPENHAGEN)


def morning_after(moment: datetime) -> datetime:
    """Return the first time that something goes out after a moment."""
    local = moment.astimezone(COPENHAGEN)
    later = local.time() >= OFFICE_OPENS
    return begins_at(local.date() + timedelta(days=later))


def free_from(held: Round, people: Iterable[UUID], *, at: datetime) -> dict[Any, Any]:
    """Return when those who cannot be asked yet can be, at the latest.

    In their way is what they have been asked, what they will be asked about a handover,
    and another round whose turn comes before the first of this one.
    """
    rules = Municipality.current()
    gap = timedelta(days=rules.survey_gap_days)
    usual = timedelta(days=rules.survey_open_days)
    first = max(at, begins_at(held.turns[0]["on"]))
    rows = (
        Invitation.objects.filter(
            Q(state__in=[State.SENT, State.QUEUED])
            | Q(sent_at__gt=at - gap, sent_at__lte=at)
            | Q(state=State.DRAWN, round__state=Round.State.OPEN, due_at__lte=first),
            recipient__in=list(people),
        )
        .exclude(round=held)
        .heard_of()
    )
    found: dict[Any, datetime] = {}
    for row in rows.select_related("round"):
        begun = row.sent_at or max(row.due_at or at, at)
        over = begun + gap
        if row.state in {State.SENT, State.QUEUED, State.DRAWN}:
            ends = row.round.ends_at if row.round else begun + usual
            over = max(over, row.closes_at or ends)
        if over > at:
            found[row.recipient_id] = max(over, found.get(row.recipient_id, over))
    return found


def turn_of(wave: date, free: datetime | None) -> datetime:
    """Return when somebody of a wave is asked, free as they are from a moment on."""
    begins = begins_at(wave)
    return max(begins, morning_after(free)) if free else begins
