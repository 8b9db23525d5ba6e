"""Cases in the phrases the code uses, with what their pages show."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from cases.baton.models import BatonPeriod
from cases.case.shared import sees_to_coordinators
from cases.involvement.models import Involvement
from coordination.access import VisibleQuerySet, granted
from coordination.models import Municipality, User

if TYPE_CHECKING:
    from cases.case.models import Case  # noqa: F401 - named in a string


class CaseQuerySet(VisibleQuerySet["Case"]):
    """Cases in the phrases the code uses."""

    case_field = "pk"

    def active(self) -> Self:
        """Keep those that are worked on, paused ones included."""
        return self.exclude(state="closed")

    def called_for(self) -> Self:
        """Keep those with departments enough for a coordinator they have or need."""
        parts = Involvement.objects.active().parties().order_by()
        own = parts.filter(
            department__internal=True, case__state__in=["open", "coordinated"]
        )
        # grouped: counting in each of 10,000 cases by itself takes twice as long
        enough = (
            own.values("case")
            .annotate(number=Count("pk"))
            .filter(
                Q(number__gt=F("case__no_coordinator_at"))
                | Q(case__state="coordinated"),
                number__gte=Municipality.current().coordinate_at,
            )
        )
        return self.filter(pk__in=enough.values("case"))

    def open_to(self, user: User, step: str) -> Self:
        """Keep those seen; a coordinator is named without seeing the case.

        The department that coordinates answers for every case that needs it, also for
        those it has no part in. Of these it learns number and departments.
        """
        if step == "coordinate" and sees_to_coordinators(user):
            called = self.model._default_manager.all().called_for()
            return self.filter(
                granted(user) | Q(Exists(called.filter(pk=OuterRef("pk"))))
            )
        return self.visible_to(user)

    def with_people(self) -> Self:
        """Load the citizen, coordinator and holder along with each case."""
        current = BatonPeriod.objects.current().select_related("department", "holder")
        return self.select_related("citizen", "coordinator").prefetch_related(
            Prefetch("periods", current, to_attr="current_periods")
        )

    def with_everybody(self) -> Self:
        """Load what a case's page says of who does what, and who did."""
        periods: Any = BatonPeriod.objects.select_related("department", "holder")
        parts: Any = Involvement.objects.select_related(
            "department", "person", "consent"
        )
        people = ("citizen", "coordinator", "coordinator_deputy")
        loaded = self.select_related(*people, "charter__kept_by", "plan")
        loaded = loaded.prefetch_related(Prefetch("periods", periods), "handovers")
        return loaded.prefetch_related(Prefetch("involvements", parts))
