"""Taking one answer: the token is spent and the answers stored, or neither."""

import json
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from coordination.database import prepared
from coordination.models import Event
from coordination.record import announce
from feedback.answer.helped import HELPED
from feedback.answer.models import Intake
from feedback.invitation.models import Invitation, month_of
from feedback.round.models import Round

LONGEST_TEXT = 1000
# One statement, so that the link is spent and the answers are stored, or neither; and
# so that an evening on which everybody answers is no burden.
SPEND_AND_STORE = """
WITH spent AS (
    UPDATE feedback_invitation SET state = 'answered', ended_month = %(ended)s
    WHERE id = %(invitation)s AND state = 'sent' AND closes_at > %(now)s
    RETURNING *
)
INSERT INTO feedback_intake (
    id, month, round_id, instrument, mode, language, answers, text, giver, receiver,
    warm, mentor, course_band, departments, target_group
)
SELECT
    %(id)s, %(month)s, round_id, instrument, coalesce(nullif(%(mode)s, ''), mode),
    %(language)s, %(answers)s::jsonb, %(text)s, giver, receiver, warm, mentor,
    course_band, departments, target_group
FROM spent
"""


def answer(
    invitation: Invitation,
    *,
    answers: Mapping[str, str],
    text: str = "",
    helped: str = "",
    call_me: bool = False,
    language: str = "da",
    mode: str = "",
    at: datetime | None = None,
) -> bool:
    """Store a citizen's answers once, with who `helped`; say whether this was the once.

    Of many at the same time one finds the invitation open, in whatever `mode` they
    answer; without one it is the way in which the citizen was asked. No event is
    recorded and no clock kept: when somebody answered is nobody's business, and it
    could lead to the answers. Nothing stored with them leads back: this transaction
    is the only link, until the month is closed.

    A wish to be called alone is no answer: it is passed on, and the link stays open.
    """
    now = at or timezone.now()
    ended = month_of(now)
    values: dict[str, Any] = {
        "invitation": invitation.pk,
        "now": now,
        "ended": ended,
        "id": uuid4(),
        "month": invitation.round.month if invitation.round else ended,
        "mode": mode,
        "language": language,
        "answers": json.dumps({**answers, HELPED: helped} if helped else dict(answers)),
        "text": text.strip()[:LONGEST_TEXT],
    }
    if call_me and not answers and not values["text"]:
        return pass_on_wish(invitation, now)
    # a transaction costs two more trips, so only the wish to be called has one
    with transaction.atomic() if call_me else nullcontext():
        first = spend_and_store(values)
        if first and call_me:
            announce_wish(invitation)
    return first


@transaction.atomic
def pass_on_wish(invitation: Invitation, now: datetime) -> bool:
    """Pass on a wish to be called without answers; say if the link is open."""
    rows = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.SENT)
    asked = rows.filter(closes_at__gt=now).select_for_update(no_key=True).first()
    if asked is None:
        return False
    announce_wish(asked)
    return True


def announce_wish(invitation: Invitation) -> None:
    """Let the coordinator know, once for each link, that somebody wants a call."""
    told = {"recipient": str(invitation.recipient_id)}
    since = invitation.sent_at or timezone.now()
    wishes = Event.objects.filter(kind="invitation.contact_wish", at__gte=since)
    if not wishes.filter(facts__recipient=told["recipient"]).exists():
        announce("invitation.contact_wish", facts=told)


def spend_and_store(values: dict[str, Any]) -> bool:
    """Spend the link and store the answers; say if it was still open."""
    with prepared() as cursor:
        cursor.execute(SPEND_AND_STORE, values)
        return bool(cursor.rowcount)


@transaction.atomic
def answer_unasked(
    held: Round,
    *,
    answers: Mapping[str, str],
    text: str = "",
    language: str = "da",
    mode: str,
    key: UUID | None = None,
) -> bool:
    """Store the answers of somebody who came without being asked; say if it was open.

    Nothing else is known of them. The round cannot be closed meanwhile. `key` is what
    the form was given when it was shown: sent twice, it is stored once.
    """
    going_on = Round.objects.running().filter(walk_ins=True)
    now = going_on.filter(pk=held.pk).select_for_update(no_key=True).first()
    if now is None or now.ends_at <= timezone.now():
        return False
    row = Intake(
        id=key or uuid4(),
        month=now.month,
        round=now,
        instrument=now.instrument,
        mode=mode,
        language=language,
        answers=dict(answers),
        text=text.strip()[:LONGEST_TEXT],
    )
    Intake.objects.bulk_create([row], ignore_conflicts=True)
    return True
