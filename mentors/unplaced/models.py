"""Visits that arrived and still need a word from their author."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import VisibleQuerySet
from coordination.models import User
from coordination.workflow import Workflow
from mentors.visit.models import Visit


class UnplacedVisitQuerySet(VisibleQuerySet["UnplacedVisit"]):
    """Unplaced visits in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own, and those of whom one stands in for.

        Nobody else: what they say is not tied to a citizen whose file others may read.
        """
        if not user.seats:
            return self.none()
        return self.filter(author__in=[user.pk, *user.covers])

    def waiting(self) -> Self:
        """Keep those that nobody has decided about."""
        return self.filter(state=UnplacedVisit.State.UNPLACED)

    def longer_than(self, age: timedelta, *, at: datetime) -> Self:
        """Keep those that have waited longer than this."""
        return self.waiting().filter(received_at__lt=at - age)


def by_author(unplaced: "UnplacedVisit", user: User) -> bool:
    """Let who wrote it, or their deputy."""
    return unplaced.author_id in {user.pk, *user.covers}


class UnplacedVisit(Workflow):
    """A report without a citizen, or one that the form cannot read: stored at once.

    It belongs to no case until its author says which, so it is no part of one.
    """

    class State(models.TextChoices):
        """What became of it."""

        UNPLACED = "unplaced", _("Waiting for its citizen")
        PLACED = "placed", _("Written down as a visit")
        DROPPED = "dropped", _("Set aside")

    too_late = {
        "placed": _("This is written down as a visit already."),
        "dropped": _("This was set aside already."),
    }

    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    received_at = models.DateTimeField(null=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = UnplacedVisitQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_id", "digest"],
                name="an_unplaced_upload_is_stored_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="unplaced", decided_at__isnull=True, decided_by__isnull=True
                )
                | Q(
                    state__in=["placed", "dropped"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="an_unplaced_visit_is_decided_by_a_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["author", "received_at"],
                condition=Q(state="unplaced"),
                name="unplaced_visits_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.state})"

    @property
    def root(self) -> None:
        """Nothing: it is part of no case yet."""
        return None

    def get_absolute_url(self) -> str:
        """Return where its author chooses the citizen."""
        return f"/field/unplaced/{self.pk}/"

    @transition(
        state, source="new", target=State.UNPLACED, permission=lambda *_anyone: False
    )
    def lay_aside(self, *, at: datetime) -> dict[str, Any]:
        """Keep it until its author has seen it; the intake does this, nobody else."""
        self.received_at = at
        return {"author": self.author_id}

    @transition(state, source=State.UNPLACED, target=State.PLACED, permission=by_author)
    def place(self, *, at: datetime, by_whom: User, visit: Visit | None) -> None:
        """Say whom it was about; it is a visit from now on, or held beside one."""
        self.decided_at, self.decided_by, self.visit = at, by_whom, visit

    @transition(
        state, source=State.UNPLACED, target=State.DROPPED, permission=by_author
    )
    def drop(self, *, at: datetime, by_whom: User) -> None:
        """Set it aside; the row stays."""
        self.decided_at, self.decided_by = at, by_whom
