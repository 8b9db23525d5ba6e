"""What a person can do with a case, one function for each verb."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.baton.actions import pass_baton, put_down
from cases.baton.models import Cause
from cases.case.conditions import can_coordinate
from cases.case.models import Case
from cases.citizen import actions as citizen_actions
from cases.citizen.models import Citizen
from cases.involvement import actions as involvement
from cases.involvement.models import Basis, Kind
from coordination.models import Department, Municipality, User
from coordination.organisation import works_in
from coordination.workflow import Refused, perform, whole


@whole
def open_case(
    citizen: Citizen,
    *,
    by: User,
    department: Department,
    reason: str,
    target_group: str = Case.TargetGroup.OTHER,
    by_application: bool = False,
    basis: str = Basis.NECESSITY,
    basis_text: str = "",
    source: str = "",
    at: datetime | None = None,
) -> Case:
    """Return a new case; the person who opens it holds the baton first."""
    if not works_in(by, department.pk):
        raise Refused(_("Choose a department that you work in."))
    case = Case(
        citizen=citizen,
        reason=reason,
        target_group=target_group,
        by_application=by_application,
        source=source,
    )
    event = perform(case.open, by=by, facts={"department": department.pk}, at=at)
    pass_baton(case, department=department, holder=by, at=event.at, cause=Cause.OPENED)
    involvement.take_seat(
        case,
        department_id=department.pk,
        basis=basis,
        basis_text=basis_text or reason,
        consent=None,
        at=event.at,
    )
    return case


@whole
def open_for_new_citizen(*, by: User, citizen: dict[str, Any], **case: Any) -> Case:
    """Return a new case for somebody who was not known before: both, or neither."""
    return open_case(citizen_actions.register(by=by, **citizen), by=by, **case)


@whole
def coordinate(
    case: Case,
    *,
    by: User,
    coordinator: User,
    deputy: User,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Name the coordinator and the deputy, both from the lead department.

    Whoever coordinated until now, and is neither of them, has no part in it any more.
    Who is named sees the case; so whoever does not see it names others, never oneself.
    """
    event = perform(
        case.coordinate,
        by=by,
        coordinator=coordinator,
        deputy=deputy,
        version=version,
        at=at,
    )
    # who may name nobody is told that, and nothing about these two
    refuse_pair(coordinator, deputy)
    if event.facts["before"] == [coordinator.pk, deputy.pk]:
        raise Refused(
            _("%(person)s coordinates the case already.") % {"person": coordinator}
        )
    if by in (coordinator, deputy) and not case.is_seen_by(by):
        raise Refused(
            _(
                "You have no part in this case, so you cannot name yourself. Name two"
                " colleagues, or let one of them name you."
            )
        )
    _end_lead(case, besides=[coordinator.pk, deputy.pk], at=at)
    leads = case.involvements.active().filter(kind=Kind.LEAD)
    named = set(leads.values_list("person", flat=True))
    for person in (coordinator, deputy):
        if person.pk in named:
            continue
        involvement.begin(
            case,
            by=None,
            person=person,
            kind=Kind.LEAD,
            basis=Basis.NECESSITY,
            basis_text=_("Coordinates the case"),
            at=at,
        )


def refuse_pair(coordinator: User, deputy: User) -> None:
    """Refuse whoever does not work in the department that coordinates, or one alone."""
    lead = Municipality.current().lead_department
    for person in (coordinator, deputy):
        if not can_coordinate(person):
            raise Refused(
                _(
                    "%(person)s does not work in %(lead)s, which coordinates. Choose a"
                    " colleague from there."
                )
                % {"person": person, "lead": lead}
            )
    if coordinator == deputy:
        raise Refused(_("The deputy must be another person than the coordinator."))


@whole
def decline_coordination(
    case: Case, *, by: User, reason: str, version: int | None = None
) -> None:
    """Note why the case needs no coordinator, until one more department joins."""
    perform(
        case.decline_coordination, by=by, reason=reason, note=reason, version=version
    )


@whole
def end_coordination(case: Case, *, by: User, version: int | None = None) -> None:
    """Let the holder carry on without a coordinator."""
    perform(case.end_coordination, by=by, version=version)
    _end_lead(case)


@whole
def inherit_coordination(case: Case, *, gone: User) -> None:
    """Let the deputy coordinate in the place of who left, or end the coordination.

    A case that somebody gave another coordinator meanwhile is left alone.
    """
    found = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case.pk)
    if gone.pk not in {found.coordinator_id, found.coordinator_deputy_id}:
        return
    perform(found.inherit_coordination, by=None, gone=gone)
    remaining = {found.coordinator_id, found.coordinator_deputy_id}
    _end_lead(found, besides=[pk for pk in remaining if pk])


@whole
def pause(case: Case, *, by: User, reason: str, version: int | None = None) -> None:
    """Stop the clocks, with a reason; the holder still holds."""
    perform(case.pause, by=by, reason=reason, note=reason, version=version)


@whole
def resume(case: Case, *, by: User, version: int | None = None) -> None:
    """Let the clocks run again."""
    perform(case.resume, by=by, version=version)


@whole
def close(
    case: Case,
    *,
    by: User | None,
    outcome: str,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """End the case with its outcome; its last holder puts the baton down."""
    said: dict[str, Any] = {"outcome": outcome, "closing_note": note}
    event = perform(case.close, by=by, note=note, version=version, at=at, **said)
    put_down(case, at=event.at)
    _end_lead(case, at=at)


@whole
def reopen(
    case: Case, *, by: User, version: int | None = None, at: datetime | None = None
) -> None:
    """Take the case up again; whoever reopens it holds the baton."""
    own = case.parties().filter(department__in=by.department_ids).first()
    event = perform(case.reopen, by=by, version=version, at=at)
    if own is None or own.department_id is None:
        raise Refused(_("Your department no longer takes part in this case."))
    pass_baton(
        case,
        department=own.department_id,
        holder=by,
        at=event.at,
        cause=Cause.REOPENED,
    )


@whole
def reassign(
    case: Case,
    *,
    by: User,
    to: User,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Let a colleague in the same department be the citizen's contact person."""
    baton = case.baton
    facts: dict[str, Any] = {}
    if baton:
        facts["department"] = baton.department_id
        if not works_in(to, baton.department_id):
            raise Refused(
                _(
                    "%(person)s does not work in %(department)s. To give the baton to"
                    " another department, pass it on."
                )
                % {"person": to, "department": baton.department}
            )
        if to == baton.holder:
            raise Refused(
                _("%(person)s is the contact person already.") % {"person": to}
            )
    event = perform(
        case.reassign, by=by, to=to, note=note, facts=facts, version=version, at=at
    )
    current = case.periods.get(until__isnull=True)
    pass_baton(
        case,
        department=current.department_id,
        holder=to,
        at=event.at,
        cause=Cause.REASSIGNED,
        because=note,
    )


def _end_lead(
    case: Case, *, besides: Collection[int] = (), at: datetime | None = None
) -> None:
    leads = case.involvements.active().filter(kind=Kind.LEAD)
    for part in leads.exclude(person__in=besides):
        involvement.end(part, by=None, at=at)
