"""Taking one answer: the token is spent and the answers stored, or neither."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from coordination.record import announce
from feedback.answer.models import Intake
from feedback.invitation.models import Invitation, month_of

LONGEST_TEXT = 1000


@transaction.atomic
def answer(
    invitation: Invitation,
    *,
    answers: Mapping[str, str],
    text: str = "",
    call_me: bool = False,
    language: str = "da",
    at: datetime | None = None,
) -> bool:
    """Store a citizen's answers once; say whether this was the once.

    Of many at the same time one finds the invitation open. Nothing stored with the
    answers leads back: this transaction is the only link, until the month is closed.
    """
    now = at or timezone.now()
    if not Invitation.objects.spend(invitation.pk, at=now):
        return False
    Intake.objects.create(
        month=month_of(now),
        instrument=invitation.instrument,
        language=language,
        answers=dict(answers),
        text=text.strip()[:LONGEST_TEXT],
        giver=invitation.giver,
        receiver=invitation.receiver,
        warm=invitation.warm,
        mentor=invitation.mentor,
        course_band=invitation.course_band,
        departments=invitation.departments,
    )
    if call_me:
        announce(
            "invitation.contact_wish",
            facts={"recipient": str(invitation.recipient_id)},
        )
    return True
