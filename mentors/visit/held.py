"""Uploads whose id already stood for something else: kept until a person decides."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import VisibleQuerySet
from coordination.models import User
from coordination.models.organisation import Role
from coordination.workflow import Part
from mentors.mentorship.models import Mentorship


class HeldVisitQuerySet(VisibleQuerySet["HeldVisit"]):
    """Held uploads in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own, and those of the department one leads the mentors of."""
        leads = [s.department_id for s in user.seats if s.role == Role.LEADER]
        own = Q(author__in=[user.pk, *user.covers])
        if not user.seats:
            return self.none()
        return self.filter(own | Q(mentorship__department__in=leads))

    def waiting(self) -> Self:
        """Keep those that nobody has decided about."""
        return self.filter(state=HeldVisit.State.HELD)


def by_author_or_leader(held: "HeldVisit", user: User) -> bool:
    """Let who wrote it, their deputy, or the leader of the mentors."""
    leads = user.has_role(Role.LEADER, department=held.mentorship.department_id)
    return leads or held.author_id in {user.pk, *user.covers}


class HeldVisit(Part):
    """An upload with a known id and other content; never merged, never dropped."""

    class State(models.TextChoices):
        """What was decided about it."""

        HELD = "held", _("Waiting for a decision")
        KEPT = "kept", _("Kept as a correction")
        DROPPED = "dropped", _("Set aside")

    too_late = {
        "kept": _("This is kept as a correction already."),
        "dropped": _("This was set aside already."),
    }

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    held_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = HeldVisitQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_id", "digest"],
                name="a_conflicting_upload_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "kept", "dropped"]),
                name="held_visit_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="held", decided_at__isnull=True, decided_by__isnull=True
                )
                | ~Q(state="held")
                & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="held_visit_is_decided_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship} ({self.state})"

    @transition(
        state, source="new", target=State.HELD, permission=lambda *_anyone: False
    )
    def hold(self, *, at: datetime) -> dict[str, Any]:
        """Put it aside; the intake does this, nobody else."""
        self.held_at = at
        return {"author": self.author_id}

    @transition(
        state, source=State.HELD, target=State.KEPT, permission=by_author_or_leader
    )
    def keep(self, *, at: datetime, by_whom: User) -> None:
        """Let it stand as a correction of what was stored first."""
        self.decided_at, self.decided_by = at, by_whom

    @transition(
        state, source=State.HELD, target=State.DROPPED, permission=by_author_or_leader
    )
    def drop(self, *, at: datetime, by_whom: User) -> None:
        """Set it aside; the row stays."""
        self.decided_at, self.decided_by = at, by_whom
