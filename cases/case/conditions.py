"""When a case may take a step, and who may let it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from coordination.models import Municipality, User
from coordination.organisation import works_in
from coordination.workflow import because

if TYPE_CHECKING:
    from cases.case.models import Case


@because(
    _(
        "A coordinator is for cases with at least three of the municipality's own"
        " departments. Involve the departments first."
    )
)
def three_departments(case: "Case") -> bool:
    """Ask whether enough departments take part."""
    return case.count_internal() >= Municipality.current().coordinate_at


@because(
    _(
        "Three or more departments still take part, so the case keeps its coordinator."
        " End the departments' involvement first."
    )
)
def two_departments_or_fewer(case: "Case") -> bool:
    """Ask whether coordination is no longer needed."""
    return not three_departments(case)


@because(
    _(
        "The baton is on its way to another department. Wait for the answer, or"
        " withdraw the offer first."
    )
)
def nothing_is_on_its_way(case: "Case") -> bool:
    """Ask whether no handover is waiting for an answer."""
    return case.offer is None


def can_coordinate(person: User) -> bool:
    """Say whether a person does casework in the department that coordinates."""
    lead = Municipality.current().lead_department_id
    return person.is_active and lead is not None and works_in(person, lead)


def by_holder(case: "Case", user: User) -> bool:
    """Let the department that holds the baton."""
    return case.is_held_by(user)


def by_anybody_in_a_department(_case: "Case", user: User) -> bool:
    """Let everybody who does casework in a department."""
    return bool(user.department_ids)


def by_whoever_worked_on_it(case: "Case", user: User) -> bool:
    """Let the departments that took part when the case was closed."""
    return case.was_worked_on_by(user)


def by_whoever_runs_it(case: "Case", user: User) -> bool:
    """Let the holding department or the coordinator."""
    return case.is_run_by(user)


def only_when_somebody_leaves(*_anyone: object) -> bool:
    """Let nobody: it follows when the coordinator or the deputy leaves."""
    return False


def by_whoever_names_a_coordinator(case: "Case", user: User) -> bool:
    """Let the holding department, or coordinators and leaders of the lead one."""
    return case.names_coordinators(user)
