"""Who holds the baton when its holder can no longer."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.baton.actions import pass_baton
from cases.baton.models import BatonPeriod, Cause
from cases.case.models import Case
from cases.handover.parting import end_parts, givers_leaving
from cases.involvement import actions as involvement
from cases.involvement.models import Basis, Involvement
from coordination.models import User
from coordination.models.organisation import CASEWORK_ROLES
from coordination.organisation import deputy_of, leaders_of


class Heir(NamedTuple):
    """A department and a person who can take the baton in somebody's place."""

    department_id: int
    person: User


def find_heir(
    case: Case, holder: User, *, leaving: Collection[int] = ()
) -> Heir | None:
    """Return who inherits, in this order; or nobody.

    A deputy whose department has a basis; the coordinator; the leader of the
    department with a basis that has been involved longest (DESIGN §3, Heirs).
    `leaving` names involvements that are about to end: to ask before it happens.
    """
    parties = list(case.parties().exclude(pk__in=leaving).order_by("since", "pk"))
    with_basis = [part.department_id for part in parties]
    deputy = deputy_of(holder)
    if deputy and deputy != holder:
        for seat in deputy.seats:
            if seat.role in CASEWORK_ROLES and seat.department_id in with_basis:
                return Heir(seat.department_id, deputy)
    coordinator = case.coordinator
    if coordinator and coordinator.is_active and coordinator != holder:
        for seat in coordinator.seats:
            if seat.role in CASEWORK_ROLES:
                return Heir(seat.department_id, coordinator)
    return _longest_involved(parties, holder)


def _longest_involved(parties: list[Involvement], holder: User) -> Heir | None:
    for part in parties:
        for leader in leaders_of(part.department_id or 0):
            if leader != holder:
                return Heir(part.department_id or 0, leader)
    return None


def pass_to_heir(case: Case, period: BatonPeriod, *, at: datetime) -> Heir | None:
    """Move the baton to the heir in the step's own transaction, if there is one."""
    leaving = givers_leaving(case)
    heir = find_heir(case, period.holder)
    if heir:
        if not case.parties().filter(department=heir.department_id).exists():
            involvement.take_seat(
                case,
                department_id=heir.department_id,
                basis=Basis.NECESSITY,
                basis_text=_("Holds the baton in someone's place"),
                consent=None,
                at=at,
            )
        pass_baton(
            case,
            department=heir.department_id,
            holder=heir.person,
            at=at,
            cause=Cause.HEIR,
        )
        if heir.department_id != period.department_id:
            end_parts(case, leaving, at=at)
    return heir
