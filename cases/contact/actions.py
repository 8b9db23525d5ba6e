"""Logging a contact with the citizen, in under half a minute."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cases.baton.models import is_held_in
from cases.case.models import Case
from cases.contact.models import Contact
from cases.handover import actions as handover
from coordination.models import Department, User
from coordination.workflow import perform, whole


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
    baton, `take_baton` takes it by the last-contact rule.
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
        elif take_baton:
            taken = handover.take_by_last_contact(
                case, by=by, department=department, at=at
            )
            handover.complete(taken, by=by, met_at=contact.happened_at, at=at)
    return contact
