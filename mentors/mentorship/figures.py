"""Process figures about mentors; no figure is about one mentor."""

from typing import Any

from django.db.models import Count, Q

from coordination.figures import figure
from mentors.mentorship.models import Mentorship


@figure("mentors")
def count_mentorships(**_window: Any) -> dict[str, int]:
    """Return how many citizens have a mentor now, and how many wait for one."""
    return Mentorship.objects.aggregate(
        active=Count("pk", filter=Q(state=Mentorship.State.ACTIVE)),
        waiting=Count("pk", filter=Q(state=Mentorship.State.PROPOSED)),
    )
