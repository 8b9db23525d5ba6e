"""Who may put the questions to whom, and what is said to whoever may not."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import figures
from coordination.models import User
from coordination.models.organisation import CASEWORK_ROLES, MEETING_ROLES
from coordination.record import record
from coordination.workflow import NotVisible, Refused
from feedback.invitation.mode import BY_INTERVIEWER, Mode
from feedback.invitation.models import Invitation
from feedback.invitation.reason import never_now
from feedback.round.models import Round

PURPOSE = "survey"


def rounds_of(
    user: User, *, asked_by: Collection[Mode] = BY_INTERVIEWER
) -> list[Round]:
    """Return the running rounds in which this person has been named to meet people.

    Only those that can be answered in one of these ways; none for who has become a
    mere administrator since.
    """
    if not user.has_role(*MEETING_ROLES):
        return []
    rows = Round.objects.running().filter(interviewers=user).order_by("until", "pk")
    now = timezone.now()
    return [
        held
        for held in rows
        if held.ends_at > now
        and held.is_as_planned
        and any(mode.value in held.modes for mode in asked_by)
    ]


def ways_in(held: Round) -> list[str]:
    """Return the ways of interviewing that a round offers."""
    return [mode.value for mode in BY_INTERVIEWER if mode.value in held.modes]


def to_ask(held: Round, user: User) -> list[Invitation]:
    """Return whom this person can ask in a round, with the look on record.

    Somebody they work with, or have worked with, is not among them, nor somebody who
    must be left in peace. The record is written before a name or a number leaves.
    """
    rows = Invitation.objects.visible_to(user).filter(
        round=held,
        state=Invitation.State.SENT,
        closes_at__gt=timezone.now(),
        mode__in=ways_in(held),
    )
    listed = list(rows.select_related("recipient").order_by("recipient__name", "pk"))
    known = figures.ask("helpers", recipients=[row.recipient_id for row in listed])
    found = [
        row
        for row in listed
        if user.pk not in known[row.recipient_id] and not in_trouble(row)
    ]
    record(
        "interview.list",
        by=user,
        purpose=PURPOSE,
        subject_type="invitation",
        facts={"round": held.pk, "invitations": [row.pk for row in found]},
    )
    return found


def find(pk: int, *, by: User) -> Invitation:
    """Return whom this person may ask; refuse, and say why, where they may not."""
    rows = Invitation.objects.select_related("round", "recipient")
    named = rows.filter(pk=pk, round__in=rounds_of(by), mode__in=BY_INTERVIEWER)
    found = named.first()
    if found is None:
        raise NotVisible
    refuse_helper(by, found)
    refuse_closed(found)
    if in_trouble(found):
        raise Refused(_("This person must be left in peace now. Do not call."))
    return found


def refuse_helper(user: User, invitation: Invitation) -> None:
    """Refuse whoever works with the citizen: people tell others more."""
    if works_with(user, invitation):
        raise Refused(
            _(
                "You work with this person, or have done. Let somebody else ask: the"
                " mentor and those who gave or took the baton may not."
            )
        )


def works_with(user: User, invitation: Invitation) -> bool:
    """Say whether somebody works with the citizen, when asked or now."""
    if user.pk in invitation.may_not_interview:
        return True
    if invitation.recipient_id is None:
        return False
    known = figures.ask("helpers", recipients=[invitation.recipient_id])
    return user.pk in known[invitation.recipient_id]


def in_trouble(invitation: Invitation) -> bool:
    """Say whether something has come up, or they have asked to be left in peace."""
    return bool(never_now(invitation.recipient))


def refuse_closed(invitation: Invitation) -> None:
    """Refuse where there is an answer, or it is too late for one."""
    if invitation.state == Invitation.State.ANSWERED:
        raise Refused(_("This person has answered already. There is nothing to do."))
    over = invitation.closes_at is None or invitation.closes_at <= timezone.now()
    if invitation.state != Invitation.State.SENT or over:
        raise Refused(_("This person cannot be asked now. The time may be over."))


def is_staff(user: User) -> bool:
    """Say whether this person does casework, coordinates or leads."""
    return user.has_role(*CASEWORK_ROLES)
