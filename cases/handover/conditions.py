"""When a handover may take a step, and who may let it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.baton.models import is_held_in
from cases.consent.models import Consent
from cases.involvement.models import Basis
from coordination.calendar import add_working_days
from coordination.models import Municipality, User
from coordination.workflow import because, is_historical

if TYPE_CHECKING:
    from cases.handover.models import Handover


@because(
    _(
        "The baton can only be passed on while the case is open. Resume or reopen the"
        " case first."
    )
)
def case_is_running(handover: "Handover") -> bool:
    """Ask whether the case is open or coordinated."""
    return handover.case.state in {"open", "coordinated"}


@because(
    _(
        "The baton is already on its way to a department. Wait for the answer, or"
        " withdraw that offer first."
    )
)
def nothing_else_is_offered(handover: "Handover") -> bool:
    """Ask whether no other offer is open."""
    offered = handover.case.handovers.filter(state="offered")
    return not offered.exists()


@because(_("The department holds the baton already. Choose another department."))
def goes_to_another(handover: "Handover") -> bool:
    """Ask whether the receiver is not the giver."""
    return handover.receiver_id != handover.giver_id


@because(_("This department no longer holds the baton, so it cannot pass it on."))
def giver_holds(handover: "Handover") -> bool:
    """Ask whether the giver has the baton to give."""
    return is_held_in(handover.case_id, [handover.giver_id])


@because(
    _(
        "The citizen has not agreed that this department may know, and no other basis"
        " is given. Ask the citizen, or state the provision."
    )
)
def receiver_may_know(handover: "Handover") -> bool:
    """Ask whether the receiver's basis holds now."""
    return is_historical() or has_basis(handover)


def has_basis(handover: "Handover") -> bool:
    """Say whether the receiver takes part already, or may on the offer's basis.

    No offer rests on a consent that is over, whoever the receiver is.
    """
    case, receiver = handover.case, handover.receiver_id
    takes_part = any(part.department_id == receiver for part in handover.parties)
    if handover.basis == Basis.CONSENT:
        given = Consent.objects.filter(case=case, pk=handover.consent_id or 0)
        holds = given.in_force() if takes_part else given.covering(receiver)
        return holds.exists()
    if takes_part:
        return True
    return bool(handover.basis and handover.basis_text)


@because(
    _(
        "The two working days for objecting have passed. Offer to take the baton back"
        " instead."
    )
)
def still_time_to_object(handover: "Handover") -> bool:
    """Ask whether the takeover is at most two working days old."""
    if handover.origin != "last_contact" or handover.accepted_at is None:
        return False
    return is_historical() or timezone.now() < end_of_objecting(handover.accepted_at)


def end_of_objecting(taken_at: datetime) -> datetime:
    """Return until when one can object to a takeover."""
    return add_working_days(taken_at, Municipality.current().objection_days)


@because(_("You have objected already. The coordinator has it as a task."))
def not_objected_yet(handover: "Handover") -> bool:
    """Ask whether this is the first objection."""
    return handover.objected_at is None


@because(_("The department has been reminded already."))
def not_reminded_yet(handover: "Handover") -> bool:
    """Ask whether this is the first reminder."""
    return handover.reminded_at is None


@because(_("Those who can help have been told already."))
def not_escalated_yet(handover: "Handover") -> bool:
    """Ask whether leaders and coordinator are told for the first time."""
    return handover.escalated_at is None


def by_giver(handover: "Handover", user: User) -> bool:
    """Let the department that holds the baton, or the coordinator."""
    return user.works_for(handover.giver_id) or handover.case.is_coordinated_by(user)


def by_former_holder(handover: "Handover", user: User) -> bool:
    """Let the department that the baton was taken from, or the coordinator."""
    return by_giver(handover, user)


def by_receiver(handover: "Handover", user: User) -> bool:
    """Let the department the baton is offered to."""
    return user.works_for(handover.receiver_id)


def by_contact_person(handover: "Handover", user: User) -> bool:
    """Let the department that took over, or the coordinator."""
    return by_receiver(handover, user) or handover.case.is_coordinated_by(user)


def nobody(*_anyone: object) -> bool:
    """Let nobody: only the clock takes this step."""
    return False
