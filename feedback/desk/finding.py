"""Who may find whose code, and what is said to whoever may not."""

from collections.abc import Iterator
from itertools import count, islice

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import figures
from coordination.models import User
from coordination.record import record
from coordination.workflow import NotVisible, Refused
from feedback.interview.asking import (
    PURPOSE,
    in_trouble,
    is_staff,
    refuse_closed,
    rounds_of,
    works_with,
)
from feedback.invitation.mode import FOR_WALK_INS
from feedback.invitation.models import Invitation
from feedback.round.models import Round

MOST, AT_A_TIME = 10, 20


def rounds_at_the_counter(user: User) -> list[Round]:
    """Return the rounds on a tablet or paper in which this person meets citizens."""
    held = rounds_of(user, asked_by=FOR_WALK_INS)
    return [each for each in held if not each.walk_ins]


def admit(user: User) -> list[Round]:
    """Return those rounds; refuse who neither meets citizens nor is on the staff."""
    held = rounds_at_the_counter(user)
    if not held and not is_staff(user):
        raise PermissionDenied
    return held


def look_up(name: str, *, by: User) -> list[Invitation]:
    """Return some of those with such a name who can answer, with the look on record.

    One more than `MOST` says that there are others. Whom this person works with, or
    has worked with, is not among them, nor who must be left in peace.
    """
    rows = Invitation.objects.visible_to(by).filter(
        round__in=rounds_at_the_counter(by),
        state=Invitation.State.SENT,
        closes_at__gt=timezone.now(),
        recipient__name__icontains=name,
    )
    rows = rows.select_related("recipient", "round").order_by("recipient__name", "pk")
    found = list(islice(strangers(rows, by=by), MOST + 1))
    record(
        "desk.search",
        by=by,
        purpose=PURPOSE,
        subject_type="invitation",
        facts={"invitations": [row.pk for row in found[:MOST]]},
    )
    return found


def strangers(rows: QuerySet[Invitation], *, by: User) -> Iterator[Invitation]:
    """Yield those whom this person may ask, looked at a few at a time."""
    for begin in count(0, AT_A_TIME):
        some = list(rows[begin : begin + AT_A_TIME])
        known = figures.ask("helpers", recipients=[row.recipient_id for row in some])
        for row in some:
            if by.pk not in known[row.recipient_id] and not in_trouble(row):
                yield row
        if len(some) < AT_A_TIME:
            return


def find(pk: int, *, by: User) -> Invitation:
    """Return whose code this person may see, on record; refuse where they may not."""
    rows = Invitation.objects.select_related("round", "recipient")
    found = rows.filter(pk=pk, round__in=rounds_at_the_counter(by)).first()
    # whose turn has not come has no code yet, and is nobody's business
    if found is None or found.token_digest is None:
        raise NotVisible
    if works_with(by, found):
        raise Refused(
            _(
                "You work with this person, or have done. Let a colleague find the"
                " code: the mentor and those who gave or took the baton may not."
            )
        )
    refuse_closed(found)
    if in_trouble(found):
        raise Refused(_("This person must be left in peace now. Do not ask."))
    record("desk.code", subject=found, by=by, purpose=PURPOSE)
    return found
