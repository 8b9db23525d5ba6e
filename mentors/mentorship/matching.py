"""Who could be a citizen's mentor: each with languages spoken and load."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from coordination.models import Department, Membership
from coordination.models.organisation import Role
from mentors.mentorship.models import Mentorship


def mentor_seats(department_id: int | None = None) -> list[Any]:
    """Return the mentors' seats, each with `citizens`: how many its person has now."""
    running = Mentorship.objects.active().filter(mentor=OuterRef("user"))
    counted = running.order_by().values("mentor").annotate(n=Count("pk")).values("n")
    seats = Membership.objects.in_force().filter(role=Role.MENTOR)
    if department_id:
        seats = seats.filter(department=department_id)
    loaded = seats.annotate(citizens=Coalesce(Subquery(counted), 0))
    return list(
        loaded.select_related("user", "department").order_by(
            "department__name", "user__name"
        )
    )


def lending_departments(seats: list[Any]) -> list[Department]:
    """Return the departments of these seats, each once."""
    return list({seat.department_id: seat.department for seat in seats}.values())


def described(seat: Any, *, with_department: bool = False) -> str:
    """Write "Mona Holm · dansk, arabisk · 4 citizens"."""
    load = ngettext("%(count)d citizen", "%(count)d citizens", seat.citizens)
    parts = [
        seat.user.get_full_name(),
        seat.department.name if with_department else "",
        seat.user.spoken,
        load % {"count": seat.citizens},
    ]
    return " · ".join(part for part in parts if part)
