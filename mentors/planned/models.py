"""A planned visit: when mentor and citizen have agreed to meet."""

from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import Section, VisibleQuerySet, granted
from coordination.models import User
from coordination.workflow import Part, Refused
from mentors.mentorship.models import Mentorship
from mentors.planned.conditions import by_its_mentor, mentorship_runs
from mentors.visit.models import LONGEST_VISIT, Visit

USUAL_MINUTES = 60


class PlannedVisitQuerySet(VisibleQuerySet["PlannedVisit"]):
    """Planned visits in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep a mentor's own, and what the citizen lets the departments know ahead.

        Who may see only when the visits *were* sees no plan.
        """
        if not user.seats:
            return self.none()
        mine = _of(user)
        told = ~Q(mentorship__shared=Mentorship.Shared.DATES)
        told &= granted(user, Section.CORE, "case_id")
        return self.filter(granted(user, Section.VISITS, "case_id") & (mine | told))

    def of_mentor(self, user: User) -> Self:
        """Keep this person's own, and those of whom they stand in for."""
        return self.filter(_of(user), granted(user, Section.VISITS, "case_id"))

    def waiting(self) -> Self:
        """Keep those that are neither written down nor cancelled."""
        return self.filter(state=PlannedVisit.State.PLANNED)


def _of(user: User) -> Q:
    return Q(
        mentorship__mentor__in=[user.pk, *user.covers],
        mentorship__state=Mentorship.State.ACTIVE,
    )


class PlannedVisit(Part):
    """Mentor and citizen meet at a time; the visit itself is written down later."""

    class State(models.TextChoices):
        """What became of it."""

        PLANNED = "planned", _("Planned")
        DONE = "done", _("Written down")
        CANCELLED = "cancelled", _("Cancelled")

    too_late = {
        "done": _("This visit is written down already. You can correct what it says."),
        "cancelled": _("This visit is cancelled already. Plan a new one."),
    }

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="planned")
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=USUAL_MINUTES)
    kind = models.CharField(
        _("how"), max_length=20, choices=Visit.Kind.choices, default=Visit.Kind.HOME
    )
    place = models.CharField(_("where you meet"), max_length=120, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = PlannedVisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "starts_at"],
                condition=Q(state="planned"),
                name="a_visit_is_planned_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"], visit__isnull=True)
                | Q(state="done", visit__isnull=False),
                name="a_plan_is_done_with_its_visit",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_VISIT),
                name="a_planned_visit_takes_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["starts_at"],
                condition=Q(state="planned"),
                name="visits_to_come",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.case}"

    @property
    def ends_at(self) -> datetime:
        """When it is over, as planned."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def day(self) -> date:
        """The day on which they meet, by the calendar in the office."""
        return timezone.localdate(self.starts_at)

    @property
    def tap(self) -> UUID:
        """A new id for a visit that is written down with one tap."""
        return uuid4()

    @classmethod
    def for_step(cls, rows: Any, step: str) -> Any:
        """Bring along the mentorship, which says who may."""
        return super().for_step(rows, step).select_related("mentorship")

    def may_be_begun_by(self, user: User) -> bool:
        """Say whether this person sees the mentorship; a mentor sees no case."""
        mine = Mentorship.objects.visible_to(user).filter(pk=self.mentorship_id)
        return mine.exists()

    # -- steps ---------------------------------------------------------------

    @transition(
        state,
        source="new",
        target=State.PLANNED,
        conditions=[mentorship_runs],
        permission=by_its_mentor,
    )
    def plan(self, *, at: datetime) -> dict[str, Any]:
        """Agree on a time."""
        return {"mentorship": self.mentorship_id}

    @transition(state, source=State.PLANNED, target=None, permission=by_its_mentor)
    def move(
        self, *, at: datetime, starts_at: datetime, **details: Any
    ) -> dict[str, Any]:
        """Meet at another time, or in another way."""
        others = PlannedVisit.objects.waiting().filter(mentorship=self.mentorship_id)
        if others.exclude(pk=self.pk).filter(starts_at=starts_at).exists():
            raise Refused(
                _("You meet this citizen at that time already. Choose another.")
            )
        self.starts_at = starts_at
        for name in ("minutes", "kind", "place"):
            setattr(self, name, details.get(name, getattr(self, name)))
        return {"mentorship": self.mentorship_id}

    @transition(
        state,
        source=State.PLANNED,
        target=State.CANCELLED,
        permission=by_its_mentor,
    )
    def cancel(self, *, at: datetime) -> dict[str, Any]:
        """Meet not at all; the row stays."""
        return {"mentorship": self.mentorship_id}

    @transition(
        state,
        source=State.PLANNED,
        target=State.DONE,
        permission=lambda *_anyone: False,
    )
    def write_down(self, *, at: datetime, visit: Visit) -> dict[str, Any]:
        """Be kept by a visit; the intake does this, nobody else."""
        self.visit = visit
        return {"mentorship": self.mentorship_id}
