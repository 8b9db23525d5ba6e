"""The next step that somebody was to do whose department gives the baton away."""

from typing import Any

from django.db.models import Exists, OuterRef

from cases.plan.measure import Measure, MeasureQuerySet
from coordination.models import Membership
from coordination.models.organisation import CASEWORK_ROLES


def next_steps_of(giver: Any, *, but_not: Any) -> MeasureQuerySet:
    """Return the open next steps of who works for the giver, and not for the other.

    Departments are named by their ids, or as the columns of an outer query.
    """
    seats = Membership.objects.in_force().filter(
        user=OuterRef("responsible"), role__in=CASEWORK_ROLES
    )
    return Measure.objects.open().filter(
        Exists(seats.filter(department=giver)),
        ~Exists(seats.filter(department=but_not)),
        kind=Measure.Kind.NEXT_STEP,
    )
