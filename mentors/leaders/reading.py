"""A leader's look at the mentors' work: of one place, and on record."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from coordination.models import Department, User
from coordination.models.organisation import Role
from coordination.record import record
from mentors.leaders.months import latest_months
from mentors.leaders.series import Measured, Series


@dataclass(frozen=True)
class Reading:
    """What may be shown of a place, and the departments that can be asked for.

    `chosen` is nothing where all are together, also when it was asked for another one.
    """

    departments: dict[int, str]
    chosen: int | None
    series: Series


def read(user: User, *, department: int | None) -> Reading:
    """Let leaders in, and put the look on record; all see the same figures."""
    if not user.has_role(Role.LEADER):
        raise PermissionDenied
    measured = Measured(latest_months())
    open_ones = Department.objects.filter(pk__in=measured.departments())
    names = dict(open_ones.order_by("name").values_list("pk", "name"))
    chosen = department if department in names else None
    record(
        "figures.read",
        subject_type="figures",
        by=user,
        purpose="management",
        facts={"table": "mentors", "of": chosen},
    )
    return Reading(names, chosen, measured.series(chosen))
