"""What a person can do with an involvement.

The permission rows follow by a trigger (cases/migrations/0002_guards.py), so that
no way of writing an involvement leaves them behind.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.db.models.functions import Least, Now
from django.utils.translation import gettext as _

from cases.involvement.models import SECTIONS, Basis, Involvement, Kind
from coordination.models import Department, Membership, User
from coordination.models.organisation import CASEWORK_ROLES
from coordination.workflow import Refused, perform, whole

if TYPE_CHECKING:
    from cases.case.models import Case
    from cases.consent.models import Consent


@whole
def begin(
    case: "Case",
    *,
    by: User | None,
    basis: str,
    department: Department | None = None,
    person: User | None = None,
    kind: str = Kind.PARTY,
    consent: "Consent | None" = None,
    basis_text: str = "",
    sections: list[str] | None = None,
    until: datetime | None = None,
    at: datetime | None = None,
) -> Involvement:
    """Return the new part of a department or person in the case, with its access."""
    if basis == Basis.CONSENT and consent is None:
        raise Refused(_("Choose the consent that this rests on."))
    if consent and department:
        check_consent(consent, department)
    if department and case.parties().filter(department=department).exists():
        raise Refused(
            _("%(department)s takes part in the case already.")
            % {"department": department}
        )
    part = Involvement(
        case=case,
        department=department,
        person=person,
        kind=kind,
        basis=basis,
        consent=consent if basis == Basis.CONSENT else None,
        basis_text="" if basis == Basis.CONSENT else basis_text,
        sections=sections or SECTIONS,
        until=consent.until if consent else until,
    )
    if person:
        end_emergencies(case, people=[person.pk])
    perform(part.begin, by=by, note=basis_text, at=at)
    if department:
        end_emergencies(case, people=caseworkers_of(department.pk))
    return part


@whole
def end(part: Involvement, *, by: User | None, note: str = "", **when: Any) -> None:
    """End a part in the case; the access ends with it."""
    perform(part.end, by=by, because=note, note=note, **when)


def take_seat(
    case: "Case",
    *,
    department_id: int,
    basis: str,
    basis_text: str,
    consent: "Consent | None",
    at: datetime,
    emergencies: bool = True,
) -> None:
    """Give a department its part as one effect of another step, such as accepting.

    That step's event is the record; there is no second one. A caller who knows that
    nobody reads the case in an emergency says so, and saves looking for them.
    """
    part = Involvement(
        case=case,
        department_id=department_id,
        basis=basis,
        basis_text="" if basis == Basis.CONSENT else basis_text,
        consent=consent,
        sections=SECTIONS,
        until=consent.until if consent else None,
        since=at,
        state=Involvement.State.ACTIVE,
        version=1,
    )
    part.save(force_insert=True)
    if emergencies:
        end_emergencies(case, people=caseworkers_of(department_id))


def end_emergencies(case: "Case", *, people: Any) -> None:
    """End what people may read in an emergency: now they have a part of their own."""
    Involvement.objects.filter(
        case=case,
        kind=Kind.EMERGENCY,
        state=Involvement.State.ACTIVE,
        person__in=people,
    ).update(state=Involvement.State.ENDED, until=Least(F("until"), Now()))


def end_outlived_emergencies(at: datetime) -> int:
    """Mark as ended what the clock has ended; the access was over by itself."""
    return Involvement.objects.filter(
        kind=Kind.EMERGENCY, state=Involvement.State.ACTIVE, until__lte=at
    ).update(state=Involvement.State.ENDED)


def end_seat(part: Involvement, *, at: datetime) -> None:
    """End a part as one effect of another step, such as a withdrawn consent."""
    Involvement.objects.filter(pk=part.pk, state=Involvement.State.ACTIVE).update(
        state=Involvement.State.ENDED, until=at
    )


def check_consent(consent: "Consent", department: Department) -> None:
    """Refuse a consent that is over or does not name the department."""
    model = type(consent)
    covering = model.objects.filter(pk=consent.pk).covering(department)
    if not covering.exists():
        raise Refused(
            _("This consent does not cover %(department)s. Ask the citizen first.")
            % {"department": department}
        )


def colleagues(department_id: int) -> list[User]:
    """Return who does casework in a department now, by name."""
    people = User.objects.filter(pk__in=caseworkers_of(department_id))
    return list(people.order_by("name"))


def caseworkers_of(department_id: int) -> Any:
    """Return the ids of who does casework in a department now, as a query."""
    seats = Membership.objects.in_force().filter(
        department=department_id, role__in=CASEWORK_ROLES
    )
    return seats.values("user")
