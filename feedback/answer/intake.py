"""Taking one answer: the token is spent and the answers stored, or neither."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from coordination.record import announce
from feedback.answer.models import Intake
from feedback.invitation.models import Invitation, month_of
from feedback.round.models import Round

LONGEST_TEXT = 1000


@transaction.atomic
def answer(
    invitation: Invitation,
    *,
    answers: Mapping[str, str],
    text: str = "",
    call_me: bool = False,
    language: str = "da",
    mode: str = "",
    at: datetime | None = None,
) -> bool:
    """Store a citizen's answers once; say whether this was the once.

    Of many at the same time one finds the invitation open, in whatever `mode` they
    answer; without one it is the way in which the citizen was asked. Nothing stored
    with the answers leads back: this transaction is the only link, until the month is
    closed.
    """
    now = at or timezone.now()
    if not Invitation.objects.spend(invitation.pk, at=now):
        return False
    Intake.objects.create(
        month=invitation.round.month if invitation.round else month_of(now),
        round=invitation.round,
        instrument=invitation.instrument,
        mode=mode or invitation.mode,
        language=language,
        answers=dict(answers),
        text=text.strip()[:LONGEST_TEXT],
        giver=invitation.giver,
        receiver=invitation.receiver,
        warm=invitation.warm,
        mentor=invitation.mentor,
        course_band=invitation.course_band,
        departments=invitation.departments,
        target_group=invitation.target_group,
    )
    if call_me:
        announce(
            "invitation.contact_wish",
            facts={"recipient": str(invitation.recipient_id)},
        )
    return True


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
