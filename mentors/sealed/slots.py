"""When a mentor's visits are planned: times and nothing else, for the offline page."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coordination.models import User
from mentors.planned.models import PlannedVisit

BEFORE, AHEAD = timedelta(days=7), timedelta(days=7)
MOST = 30


def slots_of(user: User) -> list[dict[str, Any]]:
    """Return the planned times around today; who is visited stays with the server."""
    now = timezone.now()
    plans = PlannedVisit.objects.of_mentor(user).waiting()
    near = plans.filter(starts_at__range=(now - BEFORE, now + AHEAD))
    return [
        {
            "planned": plan.pk,
            "mentorship": plan.mentorship_id,
            "starts_at": plan.starts_at,
        }
        for plan in near.order_by("starts_at", "pk")[:MOST]
    ]
