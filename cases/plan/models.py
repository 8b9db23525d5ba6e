"""The shared plan of a case, and its goals in the citizen's words."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import VisibleQuerySet
from coordination.models import User
from coordination.workflow import Part, because

# Region Hovedstaden's coordinating plans set the next meeting at most half a year
# ahead; see DOMAIN, "Koordinerende indsatsplan".
LONGEST_REVIEW = timedelta(days=183)


@because(_("The case is closed. Reopen it first."))
def case_is_active(part: Any) -> bool:
    """Ask whether the case is still worked on."""
    return bool(part.case.is_active)


@because(
    _(
        "A shared plan needs the citizen's own consent to it. Write down that consent"
        " first."
    )
)
def citizen_agreed_to_plan(plan: "Plan") -> bool:
    """Ask whether the citizen wants one shared plan."""
    consents = plan.case.consents
    return bool(consents.in_force().filter(kind="shared_plan").exists())


def by_the_involved(part: Any, user: User) -> bool:
    """Let everybody who works on the case."""
    return bool(part.case.involves(user))


class Plan(Part):
    """One plan that the departments share, with the day it is looked at again."""

    class State(models.TextChoices):
        """A plan is agreed, again and again."""

        AGREED = "agreed", _("Agreed")

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="plan")
    review_on = models.DateField(_("look at the plan again on"))
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="agreed"), name="plan_state_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}"

    @staticmethod
    def latest_review() -> date:
        """Return the last day that may be chosen for the next look."""
        return timezone.localdate() + LONGEST_REVIEW

    @transition(
        state,
        source=["new", State.AGREED],
        target=State.AGREED,
        conditions=[case_is_active, citizen_agreed_to_plan],
        permission=by_the_involved,
    )
    def agree(self, *, at: Any, review_on: date) -> None:
        """Agree on the plan and when to look at it again."""
        self.review_on = review_on


class Goal(Part):
    """What the citizen wants, in the citizen's words."""

    class State(models.TextChoices):
        """Where the goal stands."""

        SET = "set", _("Working on it")
        REACHED = "reached", _("Reached")
        DROPPED = "dropped", _("No longer wanted")

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="goals")
    words = models.CharField(
        _("what the citizen wants, in their words"), max_length=300
    )
    set_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["set", "reached", "dropped"]),
                name="goal_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.words

    @transition(
        state,
        source="new",
        target=State.SET,
        conditions=[case_is_active],
        permission=by_the_involved,
    )
    def set_goal(self, *, at: Any) -> None:
        """Write the goal down."""
        self.set_at = at

    @transition(
        state, source=State.SET, target=State.REACHED, permission=by_the_involved
    )
    def reach(self, *, at: Any) -> None:
        """Note that it is reached."""
        self.ended_at = at

    @transition(
        state, source=State.SET, target=State.DROPPED, permission=by_the_involved
    )
    def drop(self, *, at: Any) -> None:
        """Note that the citizen wants something else now."""
        self.ended_at = at
