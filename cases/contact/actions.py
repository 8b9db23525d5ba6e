"""Logging a contact with the citizen, in under half a minute."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy

from cases.baton.models import is_held_in
from cases.case.models import Case
from cases.contact.models import Contact
from cases.handover import actions as handover
from coordination.models import Department, User
from coordination.workflow import Refused, is_historical, perform, whole

MET_LATER = gettext_lazy(
    "Another department has spoken with the citizen since then, so you do not take the"
    " baton by this contact. Write it down without taking the baton."
)
UNDECIDED = gettext_lazy(
    "Your department was the last to speak with the citizen. Say that you take the"
    " baton, or in a few words why not."
)


@whole
def log(
    case: Case,
    *,
    by: User,
    department: Department,
    kind: str = Contact.Kind.CALL,
    attended: bool = True,
    note: str = "",
    happened_at: datetime | None = None,
    take_baton: bool = False,
    not_taken_because: str = "",
    sent_as: UUID | None = None,
    at: datetime | None = None,
) -> Contact:
    """Return the logged contact, and do what follows from it.

    A form sent twice (`sent_as`) is one contact. The first contact of a new holder
    completes the handover, as of when they met. When the department does not hold the
    baton and nobody else met the citizen later, it says whether it takes the baton by
    the last-contact rule (`take_baton`), or why not.
    """
    if sent_as and (known := Contact.objects.filter(sent_as=sent_as, by=by).first()):
        return known
    contact = Contact(
        case=case,
        department=department,
        by=by,
        kind=kind,
        attended=attended,
        note=note,
        happened_at=happened_at or at or timezone.now(),
        not_taken_because=not_taken_because,
        sent_as=sent_as,
    )
    perform(contact.log, by=by, note=note, at=at)
    if contact.counts:
        if is_held_in(case.pk, [department.pk]):
            handover.meet(
                case,
                department_id=department.pk,
                met_at=contact.happened_at,
                by=by,
                at=at,
            )
        else:
            decide_on_baton(contact, by=by, take_baton=take_baton, at=at)
    return contact


def decide_on_baton(
    contact: Contact, *, by: User, take_baton: bool, at: datetime | None
) -> None:
    """Let the department take the baton, or say why not, if it met the citizen last."""
    is_the_last = is_historical() or contact.is_the_last()
    if take_baton:
        if not is_the_last:
            raise Refused(MET_LATER, about=contact)
        taken = handover.take_by_last_contact(
            contact.case, by=by, department=contact.department, at=at
        )
        handover.complete(taken, by=by, met_at=contact.happened_at, at=at)
    elif is_the_last and not contact.not_taken_because and not is_historical():
        parties = contact.case.parties()
        if parties.filter(department=contact.department_id).exists():
            raise Refused(UNDECIDED, about=contact)
