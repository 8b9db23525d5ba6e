"""A case: its states, who may move it, and what it knows about its baton."""

import re
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE, FSMField, transition

from cases.case.conditions import (
    by_anybody_in_a_department,
    by_holder,
    by_whoever_names_a_coordinator,
    by_whoever_runs_it,
    by_whoever_worked_on_it,
    can_coordinate,
    nothing_is_on_its_way,
    only_when_somebody_leaves,
    three_departments,
    two_departments_or_fewer,
)
from cases.case.queries import CaseQuerySet
from cases.case.shared import Shared
from cases.citizen.models import Citizen
from coordination.access import Section
from coordination.models import User

FIRST_NUMBER = 24000
NUMBER = re.compile(r"^[Ss]?\s*-?\s*(\d{5,9})$")


class Case(Shared):
    """A citizen's case: one department and one person always hold its baton."""

    class State(models.TextChoices):
        """How the case is worked on."""

        OPEN = "open", _("Open")
        COORDINATED = "coordinated", _("Coordinated")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")

    class Outcome(models.TextChoices):
        """How a case ended."""

        GOAL_REACHED = "goal_reached", _("The goals are reached")
        SINGLE_DEPARTMENT = "single_department", _("One department carries on alone")
        MOVED = "moved", _("Moved to another municipality")
        DECLINED = "declined", _("The citizen wants no more help")
        CONSENT_WITHDRAWN = "consent_withdrawn", _("The citizen withdrew the consent")
        DIED = "died", _("The citizen has died")
        OTHER = "other", _("Another reason")

    class TargetGroup(models.TextChoices):
        """Why the citizen meets the municipality; a dated code list, not law."""

        JOB_READY = "job_ready", _("Ready for a job")
        ACTIVITY_READY = "activity_ready", _("Ready for activity")
        SICK_PAY = "sick_pay", _("On sick pay")
        PENSION = "pension", _("On pension")
        YOUNG = "young", _("Under 30")
        FAMILY = "family", _("Family")
        OTHER = "other", _("Other")

    too_late = {
        "closed": _("The case is closed. Reopen it first."),
        "paused": _("The case is paused. Resume it first."),
    }

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="cases")
    reason = models.CharField(_("what the case is about"), max_length=200)
    target_group = models.CharField(
        _("target group"),
        max_length=20,
        choices=TargetGroup.choices,
        default=TargetGroup.OTHER,
    )
    by_application = models.BooleanField(
        _("began with the citizen's own application"), default=False
    )
    coordinator = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="coordinates"
    )
    coordinator_deputy = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    no_coordinator_because = models.CharField(max_length=300, blank=True)
    no_coordinator_at = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    paused_because = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    closing_note = models.CharField(max_length=500, blank=True, db_default="")
    next_due_on = models.DateField(null=True)
    sequence = models.PositiveIntegerField(default=1, editable=False)
    source = models.CharField(max_length=80, blank=True, editable=False)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = CaseQuerySet.as_manager()

    class Meta:
        permissions = [
            (f"see_{section.value}", f"Can see {section.value}") for section in Section
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "coordinated", "paused", "closed"]),
                name="case_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="coordinated") | Q(coordinator__isnull=False),
                name="coordinated_case_has_coordinator",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="closed_case_has_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="imported_case_once"
            ),
        ]
        indexes = [
            models.Index(fields=["citizen"], name="case_of_citizen"),
            models.Index(
                fields=["next_due_on", "id"],
                condition=~Q(state="closed"),
                name="case_by_deadline",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of the case's page."""
        return f"/cases/{self.pk}/"

    @classmethod
    def key_of(cls, number: str) -> int | None:
        """Return the key of the case that this number would name."""
        found = NUMBER.match(number.strip())
        return int(found[1]) - FIRST_NUMBER if found else None

    @property
    def with_or_without_coordinator(self) -> str:
        """The state of a case that runs: somebody coordinates it, or nobody does."""
        return self.State.COORDINATED if self.coordinator_id else self.State.OPEN

    @property
    def number(self) -> str:
        """The number people say on the phone."""
        return f"S-{FIRST_NUMBER + self.pk}" if self.pk else ""

    def only_reads(self, user: User) -> bool:
        """Say whether this person opened the case in an emergency, so only to read."""
        return self.pk in user.emergencies

    # -- steps ---------------------------------------------------------------

    @transition(
        state,
        source="new",
        target=State.OPEN,
        permission=by_anybody_in_a_department,
    )
    def open(self, *, at: Any) -> dict[str, Any]:
        """Begin the case; whoever opens it holds the baton first."""
        self.opened_at = at
        return {"target_group": self.target_group}

    @transition(
        state,
        source=[State.OPEN, State.COORDINATED],
        target=State.COORDINATED,
        conditions=[three_departments],
        permission=by_whoever_names_a_coordinator,
    )
    def coordinate(self, *, at: Any, coordinator: User, deputy: User) -> dict[str, Any]:
        """Name the person who keeps the departments together, and who stands in.

        A case that has a coordinator gets another one in their place.
        """
        before = [self.coordinator_id, self.coordinator_deputy_id]
        self.coordinator, self.coordinator_deputy = coordinator, deputy
        return {
            "before": before,
            "coordinator": coordinator.pk,
            "deputy": deputy.pk,
            "departments": self.count_internal(),
        }

    @transition(
        state,
        source=State.OPEN,
        target=None,
        conditions=[three_departments],
        permission=by_whoever_names_a_coordinator,
    )
    def decline_coordination(self, *, at: Any, reason: str) -> dict[str, Any]:
        """Note why this case needs no coordinator, until one more department joins."""
        self.no_coordinator_at = self.count_internal()
        self.no_coordinator_because = reason
        return {"departments": self.no_coordinator_at}

    @transition(
        state,
        source=State.COORDINATED,
        target=State.OPEN,
        conditions=[two_departments_or_fewer],
        permission=by_whoever_runs_it,
    )
    def end_coordination(self, *, at: Any) -> dict[str, Any]:
        """Let the holder carry on without a coordinator."""
        facts = {"coordinator": self.coordinator_id}
        self.coordinator = self.coordinator_deputy = None
        self.no_coordinator_at = 0
        return facts

    @transition(
        state,
        source=State.PAUSED,
        target=None,
        permission=only_when_somebody_leaves,
    )
    @transition(
        state,
        source=State.COORDINATED,
        target=GET_STATE(
            lambda case, **_inputs: case.with_or_without_coordinator,
            states=[State.OPEN, State.COORDINATED],
        ),
        permission=only_when_somebody_leaves,
    )
    def inherit_coordination(self, *, at: Any, gone: User) -> dict[str, Any]:
        """Let the deputy coordinate in the place of who left; else nobody does."""
        left = self.coordinator_id == gone.pk
        deputy = self.coordinator_deputy
        if left:
            stands_in = deputy is not None and can_coordinate(deputy)
            self.coordinator = deputy if stands_in else None
            self.no_coordinator_at = 0
        if left or deputy == gone:
            self.coordinator_deputy = None
        return {
            "from": gone.pk,
            "left": "coordinator" if left else "deputy",
            "coordinator": self.coordinator_id,
        }

    @transition(
        state,
        source=[State.OPEN, State.COORDINATED],
        target=State.PAUSED,
        conditions=[nothing_is_on_its_way],
        permission=by_whoever_runs_it,
    )
    def pause(self, *, at: Any, reason: str) -> None:
        """Stop the clocks, with a reason."""
        self.paused_because = reason

    @transition(
        state,
        source=State.PAUSED,
        target=GET_STATE(
            lambda case, **_inputs: case.with_or_without_coordinator,
            states=[State.OPEN, State.COORDINATED],
        ),
        permission=by_whoever_runs_it,
    )
    def resume(self, *, at: Any) -> None:
        """Let the clocks run again, as the case was before the pause."""

    @transition(
        state,
        source=[State.OPEN, State.COORDINATED],
        target=State.CLOSED,
        conditions=[nothing_is_on_its_way],
        permission=by_whoever_runs_it,
    )
    def close(self, *, at: Any, outcome: str, closing_note: str = "") -> dict[str, Any]:
        """End the case with its outcome; nobody holds the baton any more."""
        self.closed_at, self.outcome = at, outcome
        self.closing_note = closing_note
        facts = {"outcome": outcome, "coordinator": self.coordinator_id}
        self.coordinator = self.coordinator_deputy = None
        return facts

    @transition(
        state,
        source=State.CLOSED,
        target=State.OPEN,
        permission=by_whoever_worked_on_it,
    )
    def reopen(self, *, at: Any) -> None:
        """Take the case up again; whoever does holds the baton."""
        self.closed_at, self.outcome, self.no_coordinator_at = None, "", 0

    @transition(
        state,
        source=[State.OPEN, State.COORDINATED],
        target=None,
        permission=by_holder,
    )
    def reassign(self, *, at: Any, to: User) -> dict[str, Any]:
        """Let a colleague in the same department be the contact person."""
        return {"to": to.pk}
