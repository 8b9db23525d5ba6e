"""One noun for next step, measure and task: who does what until when."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from cases.plan.models import Goal, by_the_involved, case_is_active
from coordination.access import VisibleQuerySet, granted
from coordination.models import Event, User
from coordination.workflow import Part, because


@because(_("The case is closed. Reopen it first."))
def somebody_waits_for_it(measure: "Measure") -> bool:
    """Ask whether the case is worked on, or the citizen waits to be called anyway."""
    return case_is_active(measure) or measure.kind == Measure.Kind.CONTACT_WISH


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

    def open_to(self, user: User, step: str) -> Self:
        """Keep those this person sees; a call is made, or passed on, by who is asked.

        The case may be nobody's any more, and stays closed to them.
        """
        if step not in {"finish", "change"}:
            return self.visible_to(user)
        wish = Measure.Kind.CONTACT_WISH
        asked = Q(kind=wish, responsible__in=[user.pk, *user.covers])
        return self.filter(asked | granted(user, case="case_id"))


def by_responsible(measure: "Measure", user: User) -> bool:
    """Let the responsible person, or who answers for the case."""
    mine = measure.responsible_id in {user.pk, *user.covers}
    return mine or measure.case.is_run_by(user)


def by_who_did_it(measure: "Measure", user: User) -> bool:
    """Let the responsible person, or who answers for the case; if they see citizens."""
    seen = measure.kind != Measure.Kind.CONTACT_WISH or bool(user.department_ids)
    return seen and by_responsible(measure, user)


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
