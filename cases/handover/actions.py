"""What a person can do with a handover, one function for each verb."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.baton.actions import pass_baton
from cases.baton.models import Cause
from cases.case.models import Case
from cases.charter.models import Charter
from cases.handover.deadlines import set_deadlines
from cases.handover.models import Handover
from cases.handover.parting import end_parts
from cases.involvement import actions as involvement
from cases.involvement.models import Basis, Kind
from cases.plan import actions as plan
from cases.plan.measure import Measure
from coordination.calendar import end_of_minute
from coordination.models import Department, User
from coordination.organisation import works_in
from coordination.workflow import Refused, is_historical, perform, whole


@whole
def offer(
    case: Case,
    *,
    by: User,
    receiver: Department,
    to_person: User | None = None,
    reason: str = "",
    warm: bool = True,
    planned: bool = True,
    meeting_on: date | None = None,
    our_part_ends: bool = False,
    basis: str = "",
    basis_text: str = "",
    consent: Any = None,
    origin: str = Handover.Origin.OFFER,
    at: datetime | None = None,
) -> Handover:
    """Return a new offer of the baton, with a frozen copy of the charter."""
    baton = case.baton
    if baton is None:
        raise Refused(
            _("The case is closed, so nobody holds its baton. Reopen it first.")
        )
    if to_person and not works_in(to_person, receiver.pk):
        raise Refused(
            _("%(person)s does not work in %(department)s. Choose someone who does.")
            % {"person": to_person, "department": receiver}
        )
    handover = Handover(
        case=case,
        giver=baton.department,
        giver_name=baton.department.name,
        giver_person=baton.holder,
        receiver=receiver,
        receiver_name=receiver.name,
        to_person=to_person,
        reason=reason,
        warm=warm,
        planned=planned,
        meeting_on=meeting_on,
        our_part_ends=our_part_ends,
        basis=basis,
        basis_text="" if basis == Basis.CONSENT else basis_text,
        consent=consent if basis == Basis.CONSENT else None,
        origin=origin,
        charter=frozen_charter(case),
    )
    set_deadlines(handover, receiver, at=at)
    perform(handover.offer, by=by, note=reason, at=at)
    return handover


@whole
def accept(
    handover: Handover,
    *,
    by: User,
    read_back: str,
    contact_person: User | None = None,
    next_by: User | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Take the baton: one period ends and the next begins at the same instant.

    The receiver gets its seat at the case, and `feedback` records one survey
    decision in the same transaction. Who was to leave once the giver had met the
    citizen leaves now. A next step that somebody at the giver was to do is done by
    `next_by` from now on, or else by the new contact person.
    """
    person = contact_person or by
    event = perform(
        handover.accept,
        by=by,
        note=read_back,
        contact_person=person,
        read_back=read_back,
        version=version,
        at=at,
    )
    if person != by:
        refuse_stranger(person, handover)
    if not any(p.department_id == handover.receiver_id for p in handover.parties):
        involvement.take_seat(
            handover.case,
            department_id=handover.receiver_id,
            basis=handover.basis,
            basis_text=handover.basis_text,
            consent=handover.consent,
            at=event.at,
            emergencies=any(p.kind == Kind.EMERGENCY for p in handover.parties),
        )
    pass_baton(
        handover.case,
        department=handover.receiver_id,
        holder=person,
        at=event.at,
        cause=Cause.LAST_CONTACT
        if handover.origin == Handover.Origin.LAST_CONTACT
        else Cause.HANDOVER,
    )
    end_parts(handover.case, handover.givers_leaving, at=event.at)
    if not is_historical() and (step := handover.step_of_giver):
        go_on_with(step, handover, to=next_by or person, by=by)


@whole
def decline(
    handover: Handover,
    *,
    by: User,
    code: str,
    text: str,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Say no with a reason; the giver keeps the baton and is told why."""
    perform(
        handover.decline,
        by=by,
        note=text,
        code=code,
        text=text,
        version=version,
        at=at,
    )


@whole
def withdraw(
    handover: Handover,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Take the offer back before it is answered."""
    perform(handover.withdraw, by=by, because=note, note=note, version=version, at=at)


@whole
def complete(
    handover: Handover,
    *,
    by: User | None,
    not_met_because: str = "",
    met_at: datetime | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Note that the new contact person has met the citizen, or says why not.

    They have met now, unless `met_at` says when. If the giver's offer said "our part
    ends", it ends now.
    """
    event = perform(
        handover.complete,
        by=by,
        not_met_because=not_met_because,
        met_at=met_at,
        note=not_met_because,
        version=version,
        at=at,
    )
    if handover.our_part_ends and is_still_there(handover):
        end_parts(handover.case, [handover.giver_id], at=event.at)


@whole
def meet(
    case: Case,
    *,
    department_id: int,
    met_at: datetime,
    by: User | None,
    at: datetime | None = None,
) -> None:
    """Complete the handover that brought the baton here, if they have met since.

    What was before the baton came completes nothing, whenever it is written down.
    """
    waiting = Handover.objects.waiting_for_contact().filter(
        case=case, receiver=department_id, accepted_at__lt=end_of_minute(met_at)
    )
    for pk in waiting.values_list("pk", flat=True):
        complete(Handover.by_number(pk), by=by, met_at=met_at, at=at)


@whole
def object_to(
    handover: Handover,
    *,
    by: User,
    objection: str,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Object to a takeover by the last-contact rule; the coordinator decides."""
    perform(
        handover.object_to,
        by=by,
        objection=objection,
        note=objection,
        version=version,
        at=at,
    )


@whole
def take_by_last_contact(
    case: Case, *, by: User, department: Department, at: datetime | None = None
) -> Handover:
    """Take the baton because one's department had the last contact.

    Offer (by rule, on the giver's behalf, with the charter as it stands) and
    accept happen together; the giver is told and may object within two days.
    """
    if not works_in(by, department.pk):
        raise Refused(_("Choose a department that you work in."))
    baton = case.baton
    if baton is None:
        raise Refused(
            _("The case is closed, so nobody holds its baton. Reopen it first.")
        )
    handover = Handover(
        case=case,
        giver=baton.department,
        giver_name=baton.department.name,
        giver_person=baton.holder,
        receiver=department,
        receiver_name=department.name,
        to_person=by,
        reason=_("Had the last contact with the citizen."),
        warm=False,
        planned=False,
        origin=Handover.Origin.LAST_CONTACT,
        charter=frozen_charter(case),
    )
    set_deadlines(handover, department, at=at)
    perform(handover.offer, by=None, facts={"by_rule": by.pk}, at=at)
    reason = _("Had the last contact with the citizen.")
    accept(handover, by=by, read_back=reason, at=at)
    return handover


def refuse_stranger(person: User, handover: Handover) -> None:
    """Refuse somebody who does no casework in the receiving department."""
    if not works_in(person, handover.receiver_id):
        raise Refused(
            _("%(person)s does not work in your department. Choose a colleague.")
            % {"person": person}
        )


def go_on_with(pk: int, handover: Handover, *, to: User, by: User) -> None:
    """Let somebody at the receiver do the giver's next step, or leave it with them."""
    step = Measure.objects.select_related("responsible").get(pk=pk)
    if to == step.responsible:
        return
    refuse_stranger(to, handover)
    plan.change(step, by=by, what=step.what, responsible=to, due_on=step.due_on)


def is_still_there(handover: Handover) -> bool:
    """Say whether the receiver has had the baton since; otherwise it has gone on."""
    return Handover.objects.filter(pk=handover.pk).still_there().exists()


def frozen_charter(case: Case) -> dict[str, Any]:
    """Return the charter and the open measures as they stand, in words."""
    charter = Charter.objects.filter(case=case).first()
    measures = Measure.objects.open().filter(case=case).select_related("responsible")
    return {
        **(charter.frozen() if charter else {}),
        "measures": [
            {
                "kind": measure.kind,
                "what": measure.what,
                "who": measure.responsible.name,
                "due_on": measure.due_on.isoformat(),
            }
            for measure in measures
        ],
    }
