"""Who has a case: its holder, its coordinator, and the departments that take part."""

from typing import Any

from django.db import models

from cases.baton.models import BatonPeriod, is_held_in
from cases.involvement.models import Involvement, Kind
from coordination.models import Municipality, User
from coordination.models.organisation import Role
from coordination.workflow import Workflow


class Shared(Workflow):
    """What people share: somebody holds it, somebody coordinates, others take part."""

    state: Any
    periods: Any
    handovers: Any
    involvements: Any
    coordinator_id: int | None
    coordinator_deputy_id: int | None
    no_coordinator_at: Any

    class Meta:
        abstract = True

    @property
    def baton(self) -> BatonPeriod | None:
        """Who holds the baton now; nobody, once the case is closed."""
        if self._has_loaded("periods"):
            periods = self.periods.all()
            return next((period for period in periods if not period.until), None)
        current = self.periods.filter(until__isnull=True)
        held: BatonPeriod | None = current.select_related(
            "department", "holder"
        ).first()
        return held

    @property
    def offer(self) -> Any:
        """The handover that waits for an answer, if one does."""
        handovers = self.handovers
        if self._has_loaded("handovers"):
            return next((h for h in handovers.all() if h.state == "offered"), None)
        return handovers.filter(state="offered").first()

    def _has_loaded(self, related: str) -> bool:
        # a page loads these once; a step never finds them, since it reads afresh
        return related in getattr(self, "_prefetched_objects_cache", {})

    @property
    def is_active(self) -> bool:
        """Whether the case is not closed."""
        return bool(self.state != "closed")

    def parties(self) -> models.QuerySet[Involvement]:
        """Return the departments that take part now."""
        taking_part: models.QuerySet[Involvement] = self.involvements.active().parties()
        return taking_part.select_related("department")

    def count_internal(self) -> int:
        """Count the municipality's own departments that take part now."""
        if parts := self._loaded_parties():
            return sum(p.department.internal for p in parts if p.department)
        return self.parties().filter(department__internal=True).count()

    def _loaded_parties(self) -> list[Involvement]:
        if not self._has_loaded("involvements"):
            return []
        parts = self.involvements.all()
        return [part for part in parts if part.kind == Kind.PARTY and part.is_active]

    def is_coordinated_by(self, user: User) -> bool:
        """Say whether this person coordinates the case, or stands in for who does."""
        mine = {user.pk, *user.covers}
        return bool(mine & {self.coordinator_id, self.coordinator_deputy_id})

    def is_held_by(self, user: User) -> bool:
        """Say whether this person works in the department that holds the baton."""
        if self._has_loaded("periods"):
            baton = self.baton
            return baton is not None and user.works_for(baton.department_id)
        return is_held_in(self.pk, user.department_ids)

    def is_run_by(self, user: User) -> bool:
        """Say whether this person answers for the case: as holder or coordinator."""
        return self.is_coordinated_by(user) or self.is_held_by(user)

    def involves(self, user: User) -> bool:
        """Say whether this person works on the case in any department."""
        if self.is_run_by(user):
            return True
        if parts := self._loaded_parties():
            return any(user.works_for(part.department_id) for part in parts)
        return self.parties().filter(department__in=user.department_ids).exists()

    def needs_coordinator(self) -> bool:
        """Say whether to propose a coordinator: enough departments, no answer yet."""
        count = self.count_internal()
        return (
            self.state == "open"
            and count >= Municipality.current().coordinate_at
            and count > self.no_coordinator_at
        )

    def was_worked_on_by(self, user: User) -> bool:
        """Say whether this person's department took part when the case was closed."""
        return self.parties().filter(department__in=user.department_ids).exists()

    def names_coordinators(self, user: User) -> bool:
        """Say whether this person may name a coordinator: holder or lead department."""
        return self.is_held_by(user) or sees_to_coordinators(user)


def sees_to_coordinators(user: User) -> bool:
    """Say whether this person coordinates or leads in the department that does."""
    lead = Municipality.current().lead_department_id
    return lead is not None and user.has_role(
        Role.COORDINATOR, Role.LEADER, department=lead
    )
