"""Goals, and measures: one noun for next step, measure and task."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import VisibleQuerySet, granted
from coordination.models import Event, User
from coordination.workflow import Part, because

# Region Hovedstaden's coordinating plans set the next meeting at most half a year
# ahead; see DOMAIN, "Koordinerende indsatsplan".
LONGEST_REVIEW = timedelta(days=183)


@because(_("The case is closed. Reopen it first."))
def case_is_active(part: Any) -> bool:
    """Ask whether the case is still worked on."""
    return bool(part.case.is_active)


@because(_("The case is closed. Reopen it first."))
def somebody_waits_for_it(measure: "Measure") -> bool:
    """Ask whether the case is worked on, or the citizen waits to be called anyway."""
    return case_is_active(measure) or measure.kind == Measure.Kind.CONTACT_WISH


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


class MeasureQuerySet(VisibleQuerySet["Measure"]):
    """Measures in the phrases the code uses."""

    def open(self) -> Self:
        """Keep those that are still to be done."""
        return self.filter(state=Measure.State.OPEN)

    def of(self, user: User) -> Self:
        """Keep those this person, or whom they stand in for, is responsible for."""
        return self.filter(responsible__in=[user.pk, *user.covers])

    def to_do_for(self, user: User) -> Self:
        """Keep what this person is to do and sees, or is to do without seeing more."""
        wish = Q(kind=Measure.Kind.CONTACT_WISH)
        return self.open().of(user).filter(wish | granted(user, case="case_id"))

    def known_to(self, user: User) -> Self:
        """Keep what this person sees, or was once to do without seeing more."""
        asked = Event.objects.filter(
            root_id=OuterRef("case_id"),
            subject_type="measure",
            subject_id=Cast(OuterRef("pk"), models.CharField()),
            facts__responsible__in=[user.pk, *user.covers],
        )
        wish = Q(Exists(asked), kind=Measure.Kind.CONTACT_WISH)
        return self.filter(wish | granted(user, case="case_id"))


def by_responsible(measure: "Measure", user: User) -> bool:
    """Let the responsible person, or who answers for the case."""
    mine = measure.responsible_id in {user.pk, *user.covers}
    return mine or measure.case.is_run_by(user)


def by_who_did_it(measure: "Measure", user: User) -> bool:
    """Let the responsible person, or who answers for the case; if they see citizens."""
    seen = measure.kind != Measure.Kind.CONTACT_WISH or bool(user.department_ids)
    return seen and by_responsible(measure, user)


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


class Measure(Part):
    """What is to be done, by one person, until a day."""

    class State(models.TextChoices):
        """Where the measure stands."""

        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    class Kind(models.TextChoices):
        """What sort of thing it is, and where it came from."""

        NEXT_STEP = "next_step", _("Next step")
        MEASURE = "measure", _("Measure")
        TASK = "task", _("Task")
        DECISION = "decision", _("Decision about the baton")
        OBJECTION = "objection", _("Objection to a takeover")
        CONTACT_WISH = "contact_wish", _("The citizen asks for a call")
        UNDELIVERED = "undelivered", _("The citizen could not be told")

    too_late = {
        "done": _("This is done already."),
        "dropped": _("This was dropped already."),
    }

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.MEASURE)
    what = models.CharField(_("what"), max_length=300)
    responsible = models.ForeignKey(
        User, models.PROTECT, related_name="measures", verbose_name=_("who")
    )
    due_on = models.DateField(_("when"))
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="measures"
    )
    ended_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=300, blank=True, db_default="")
    key = models.CharField(max_length=80, blank=True, editable=False)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="open", kind="next_step"),
                name="one_next_step_of_a_case",
            ),
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="one_measure_per_cause"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "done", "dropped"]),
                name="measure_state_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["responsible", "due_on"],
                condition=Q(state="open"),
                name="measure_of_person",
            ),
            models.Index(
                fields=["case", "due_on"],
                condition=Q(state="open"),
                name="measure_of_case",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @classmethod
    def open_to(cls, rows: Any, user: User, step: str) -> Any:
        """Keep those this person sees; a call is made, or passed on, by who is asked.

        The case may be nobody's any more, and stays closed to them.
        """
        if step not in {"finish", "change"}:
            return super().open_to(rows, user, step)
        asked = Q(kind=cls.Kind.CONTACT_WISH, responsible__in=[user.pk, *user.covers])
        return rows.filter(asked | granted(user, case="case_id"))

    @transition(
        state,
        source="new",
        target=State.OPEN,
        conditions=[somebody_waits_for_it],
        permission=by_the_involved,
    )
    def add(self, *, at: Any) -> dict[str, Any]:
        """Write down who does what until when."""
        return {"kind": self.kind, "responsible": self.responsible_id}

    @transition(
        state,
        source=State.OPEN,
        target=None,
        permission=by_responsible,
    )
    def change(
        self, *, at: Any, what: str, responsible: User, due_on: date
    ) -> dict[str, Any]:
        """Change what, who or when."""
        before = self.responsible_id
        self.what, self.responsible, self.due_on = what, responsible, due_on
        return {"responsible": responsible.pk, "before": before}

    @transition(state, source=State.OPEN, target=State.DONE, permission=by_who_did_it)
    def finish(self, *, at: Any) -> dict[str, Any]:
        """Note that it is done."""
        self.ended_at = at
        return {"kind": self.kind}

    @transition(
        state, source=State.OPEN, target=State.DROPPED, permission=by_responsible
    )
    def drop(self, *, at: Any, because: str = "") -> dict[str, Any]:
        """Note that it is no longer to be done, and why."""
        self.ended_at, self.dropped_because = at, because
        return {"kind": self.kind}
