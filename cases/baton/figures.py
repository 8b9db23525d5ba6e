"""Process figures about who holds the baton, and who keeps it together."""

from typing import Any

from django.db.models import Count, Q

from cases.case.models import Case
from coordination.figures import figure
from coordination.models import Municipality


@figure("cases_without_coordinator")
def count_without_coordinator(**_window: Any) -> int:
    """Return how many active cases have departments enough, but no coordinator."""
    parties = Q(
        involvements__state="active",
        involvements__kind="party",
        involvements__department__internal=True,
    )
    active = Case.objects.active().filter(coordinator=None)
    counted = active.annotate(departments=Count("involvements", filter=parties))
    enough = Municipality.current().coordinate_at
    return counted.filter(departments__gte=enough).count()
