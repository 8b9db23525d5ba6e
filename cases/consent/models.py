"""A citizen's consent: who may know, what for, until when, how it was given."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import VisibleQuerySet
from coordination.calendar import last_day
from coordination.models import Department, User
from coordination.workflow import Part


class ConsentQuerySet(VisibleQuerySet["Consent"]):
    """Consents in the phrases the code uses."""

    def in_force(self) -> Self:
        """Keep those that hold now."""
        in_time = Q(until__isnull=True) | Q(until__gt=Now())
        return self.filter(in_time, state=Consent.State.GIVEN)

    def covering(self, department: Department | int) -> Self:
        """Keep those in force that let this department know."""
        return self.in_force().filter(departments=department, kind=Consent.Kind.SHARING)


def by_the_involved(consent: "Consent", user: User) -> bool:
    """Let everybody who works on the case write down what the citizen decides."""
    return consent.case.involves(user)


class Consent(Part):
    """What a citizen has agreed to, in one act that can be taken back at any time."""

    class State(models.TextChoices):
        """Whether the consent holds."""

        GIVEN = "given", _("Given")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    class Kind(models.TextChoices):
        """What the citizen agrees to."""

        SHARING = "sharing", _("Departments may share what they know")
        SHARED_PLAN = "shared_plan", _("One shared plan instead of several")

    class Way(models.TextChoices):
        """How the citizen said yes."""

        WRITTEN = "written", _("In writing")
        SPOKEN = "spoken", _("Spoken, written down here")
        DIGITAL = "digital", _("Digitally")

    too_late = {
        "withdrawn": _("The citizen has already withdrawn this consent."),
        "expired": _("This consent has expired."),
    }

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="consents")
    kind = models.CharField(
        _("what it is for"), max_length=20, choices=Kind.choices, default=Kind.SHARING
    )
    departments = models.ManyToManyField(Department, blank=True, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=300)
    way = models.CharField(
        _("how it was given"), max_length=20, choices=Way.choices, default=Way.SPOKEN
    )
    given_at = models.DateTimeField(null=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True, db_default="")
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["given", "withdrawn", "expired"]),
                name="consent_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.case}"

    @property
    def holds_until(self) -> date | None:
        """The last day on which the consent holds, if the citizen has set one."""
        return last_day(self.until)

    @transition(state, source="new", target=State.GIVEN, permission=by_the_involved)
    def give(self, *, at: Any) -> None:
        """Note what the citizen agrees to."""
        self.given_at = at

    @transition(
        state, source=State.GIVEN, target=State.WITHDRAWN, permission=by_the_involved
    )
    def withdraw(self, *, at: Any, because: str = "") -> None:
        """Note that the citizen takes it back; this is never refused."""
        self.withdrawn_at, self.withdrawn_because = at, because

    @transition(
        state, source=State.GIVEN, target=State.EXPIRED, permission=lambda *_: False
    )
    def expire(self, *, at: Any) -> None:
        """Note that its time is over; only the clock does this."""
        self.withdrawn_at = at
