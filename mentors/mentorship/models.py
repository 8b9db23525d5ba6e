"""A mentorship: what the citizen wants from a mentor, how often, until when."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from cases.involvement.models import Basis, Involvement
from coordination.access import Section, VisibleQuerySet, granted
from coordination.models import Department, User
from coordination.models.organisation import Role
from coordination.workflow import Part
from mentors.mentorship.conditions import (
    basis_holds,
    by_both_departments,
    by_either_side,
    by_mentors_side,
    by_those_responsible,
    by_whoever_matches,
    case_is_active,
    citizen_has_no_mentor,
    mentor_has_no_other_part,
    mentor_is_chosen,
    mentor_still_works_there,
    nothing_else_is_proposed,
)


class MentorshipQuerySet(VisibleQuerySet["Mentorship"]):
    """Mentorships in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep those this person may see now.

        The departments on the case see all of its mentorships. The department that
        lends mentors sees what it is asked for and what runs, not the case. A mentor
        sees a proposal that names them, and what runs while the access lasts.
        """
        lends = [
            seat.department_id
            for seat in user.seats
            if seat.role in {Role.LEADER, Role.COORDINATOR}
        ]
        mine = Q(mentor__in=[user.pk, *user.covers])
        if not user.seats:
            return self.none()
        return self.filter(
            granted(user, Section.CORE, "case_id")
            | Q(department__in=lends, state__in=["proposed", "active"])
            | mine & Q(state="proposed", mentor__is_active=True)
            | mine & Q(state="active") & granted(user, Section.VISITS, "case_id")
        )

    def of_mentor(self, user: User) -> Self:
        """Keep the running ones of this person, or of whom they stand in for."""
        mine = self.filter(state="active", mentor__in=[user.pk, *user.covers])
        return mine.filter(granted(user, Section.VISITS, "case_id"))

    def active(self) -> Self:
        """Keep those that run."""
        return self.filter(state=Mentorship.State.ACTIVE)

    def waiting(self) -> Self:
        """Keep those that nobody has begun yet."""
        return self.filter(state=Mentorship.State.PROPOSED)

    def with_next_visit(self) -> Self:
        """Note on each when they meet next, as planned: `next_visit_at`."""
        plans: Any = self.model._meta.get_field("planned").related_model
        ahead = plans.objects.waiting().filter(
            mentorship=OuterRef("pk"), starts_at__gte=Now()
        )
        soonest = ahead.order_by("starts_at").values("starts_at")[:1]
        return self.annotate(next_visit_at=Subquery(soonest))


class Mentorship(Part):
    """A mentor meets a citizen, at most six months at a time."""

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", _("Waiting for a mentor")
        ACTIVE = "active", _("Running")
        ENDED = "ended", _("Ended")

    class Frequency(models.TextChoices):
        """How often they have agreed to meet."""

        TWICE_WEEKLY = "twice_weekly", _("Twice a week")
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every other week")
        MONTHLY = "monthly", _("Every month")
        AS_NEEDED = "as_needed", _("When the citizen asks")

    class Shared(models.TextChoices):
        """What the departments on the case see of a visit."""

        FULL = "full", _("All that is written about the visit")
        SUMMARY = "summary", _("When, and what was agreed")
        DATES = "dates", _("Only when the visits were")

    class Ending(models.TextChoices):
        """Why it ended."""

        GOAL_REACHED = "goal_reached", _("The citizen has reached the goal")
        CITIZEN_WISH = "citizen_wish", _("The citizen does not want a mentor any more")
        NOT_STARTED = "not_started", _("It never began")
        OTHER_HELP = "other_help", _("Others help the citizen now")
        TIME_UP = "time_up", _("The agreed time is over")
        MENTOR_LEFT = "mentor_left", _("The mentor is no longer here")
        CASE_CLOSED = "case_closed", _("The case is closed")
        CONSENT_GONE = "consent_gone", _("The citizen withdrew the consent")
        OTHER = "other", _("Another reason")

    # What a page notes for its reader (`mentors.mentorship.views.mark_known`).
    has_known_citizen: bool
    has_open_case: bool
    is_mine: bool
    is_named: bool

    too_late = {
        "active": _("This mentorship is running already."),
        "ended": _("This mentorship has ended. Propose a new one on the case."),
    }

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="mentorships")
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="+",
        verbose_name=_("department that lends the mentor"),
    )
    mentor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="mentorships"
    )
    goal = models.CharField(_("the goal, in the citizen's words"), max_length=300)
    tasks = models.TextField(_("what the mentor helps with"), blank=True)
    frequency = models.CharField(
        _("how often"),
        max_length=20,
        choices=Frequency.choices,
        default=Frequency.WEEKLY,
    )
    hours_a_week = models.PositiveSmallIntegerField(
        _("hours a week"), null=True, blank=True
    )
    summary = models.TextField(_("what the mentor may know"), blank=True)
    shared = models.CharField(
        _("what the departments see of the visits"),
        max_length=20,
        choices=Shared.choices,
        default=Shared.SUMMARY,
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)
    basis_text = models.CharField(_("provision or reason"), max_length=300, blank=True)
    consent = models.ForeignKey(
        "cases.Consent", models.PROTECT, null=True, blank=True, related_name="+"
    )
    until = models.DateField(_("until and including"))
    proposed_at = models.DateTimeField(null=True)
    activated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(
        _("why it ended"), max_length=20, choices=Ending.choices, blank=True
    )
    takes_along = models.TextField(_("what the citizen takes along"), blank=True)
    involvement = models.OneToOneField(
        Involvement, models.PROTECT, null=True, related_name="+"
    )
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = MentorshipQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="active"),
                name="one_mentor_of_a_citizen_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="proposed"),
                name="one_proposed_mentorship_per_case",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "active", "ended"]),
                name="mentorship_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="active")
                | Q(mentor__isnull=False, activated_at__isnull=False),
                name="active_mentorship_has_a_mentor",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False)
                & ~Q(ended_because="")
                | ~Q(state="ended") & Q(ended_at__isnull=True),
                name="ended_mentorship_says_why",
            ),
            models.CheckConstraint(
                condition=Q(basis="consent", consent__isnull=False)
                | Q(basis__in=["statute", "necessity"], consent__isnull=True)
                & ~Q(basis_text=""),
                name="mentorship_has_a_basis",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mentor"],
                condition=Q(state="active"),
                name="mentorship_of_mentor",
            ),
            models.Index(
                fields=["department"],
                condition=Q(state__in=["proposed", "active"]),
                name="mentorship_of_department",
            ),
            models.Index(
                fields=["until"], condition=Q(state="active"), name="mentorship_by_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor or self.department} · {self.case}"

    def get_absolute_url(self) -> str:
        """Return the address of the mentorship's page."""
        return f"/mentorships/{self.pk}/"

    def siblings(self) -> models.QuerySet["Mentorship"]:
        """Return the other mentorships of the case."""
        return Mentorship.objects.filter(case=self.case_id).exclude(pk=self.pk)

    # -- steps ---------------------------------------------------------------

    @transition(
        state,
        source="new",
        target=State.PROPOSED,
        conditions=[
            case_is_active,
            nothing_else_is_proposed,
            mentor_still_works_there,
            mentor_has_no_other_part,
            basis_holds,
        ],
        permission=by_those_responsible,
    )
    def propose(self, *, at: datetime) -> dict[str, Any]:
        """Ask a department for a mentor; the citizen is on its waiting list."""
        self.proposed_at = at
        return self._facts()

    @transition(
        state,
        source=State.PROPOSED,
        target=None,
        permission=by_whoever_matches,
    )
    def match(self, *, at: datetime, mentor: User) -> dict[str, Any]:
        """Name the mentor."""
        self.mentor = mentor
        return self._facts()

    @transition(
        state,
        source=State.PROPOSED,
        target=State.ACTIVE,
        conditions=[
            case_is_active,
            mentor_is_chosen,
            mentor_still_works_there,
            mentor_has_no_other_part,
            citizen_has_no_mentor,
            basis_holds,
        ],
        permission=by_mentors_side,
    )
    def activate(self, *, at: datetime) -> dict[str, Any]:
        """Begin; from now on the mentor sees what a mentor may see."""
        self.activated_at = at
        return self._facts()

    @transition(
        state,
        source=State.ACTIVE,
        target=None,
        conditions=[case_is_active, basis_holds],
        permission=by_both_departments,
    )
    def renew(self, *, at: datetime, until: date) -> dict[str, Any]:
        """Go on until another day, at most six months ahead."""
        self.until = until
        return self._facts()

    @transition(
        state,
        source=[State.PROPOSED, State.ACTIVE],
        target=State.ENDED,
        permission=by_either_side,
    )
    def end(
        self, *, at: datetime, because: str, takes_along: str = ""
    ) -> dict[str, Any]:
        """Say goodbye; the mentor's access ends with it."""
        self.ended_at, self.ended_because = at, because
        self.takes_along = takes_along
        return self._facts() | {"because": because}

    def _facts(self) -> dict[str, Any]:
        return {
            "mentor": self.mentor_id,
            "department": self.department_id,
            "until": self.until.isoformat(),
        }
