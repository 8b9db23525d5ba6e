"""The worklist's view of the mentorships whose agreed visits do not take place."""

from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.baton.models import BatonPeriod
from cases.worklist.offered import OfferedView, offer_view
from coordination.access import Section, granted
from coordination.models import User
from coordination.models.organisation import Role
from mentors.mentorship.frequency import neglected
from mentors.mentorship.models import Mentorship

NAME = "visits-missing"


def missing_visits(user: User) -> QuerySet[Mentorship]:
    """Return them, the longest overdue first, to who coordinates or holds the case."""
    own = {user.pk, *user.covers}
    coordinated = Q(case__coordinator__in=own) | Q(case__coordinator_deputy__in=own)
    held = BatonPeriod.objects.current().filter(
        case=OuterRef("case"), department__in=user.department_ids
    )
    rows = Mentorship.objects.filter(
        coordinated | Exists(held),
        granted(user, Section.CORE, "case_id"),
        granted(user, Section.VISITS, "case_id"),
    )
    late = neglected(rows, today=timezone.localdate()).with_next_visit()
    found = late.select_related("case__citizen", "mentor").order_by("due_at", "pk")
    return cast(QuerySet[Mentorship], found)


def name_columns() -> list[dict[str, Any]]:
    """Return the headings of the view."""
    labels = (
        _("Visit due"),
        _("Citizen"),
        _("Case"),
        _("Agreed"),
        _("Last visit"),
        _("Planned"),
        _("Mentor"),
    )
    return [{"label": label} for label in labels]


offer_view(
    OfferedView(
        name=NAME,
        label=gettext_lazy("Mentor visits missing"),
        rows=missing_visits,
        since="due_at",
        columns=name_columns,
        row="mentors/mentorship/_missing_row.html",
        empty="mentors/mentorship/_missing_none.html",
        is_for=lambda user: user.has_role(Role.COORDINATOR),
    )
)
