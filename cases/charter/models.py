"""The charter: one screen with what must not be lost, kept current by the holder."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import VisibleQuerySet
from coordination.models import User
from coordination.workflow import Part

TEXTS = (
    "reason",
    "promised",
    "deadlines",
    "not_worked",
    "needs",
    "not_shared",
)


class CharterQuerySet(VisibleQuerySet["Charter"]):
    """Charters in the phrases the code uses."""


def by_holder(charter: "Charter", user: User) -> bool:
    """Let the department that holds the baton, or the coordinator."""
    return charter.case.is_run_by(user)


class Charter(Part):
    """What the next department must know, ready also for the day nobody expected."""

    class State(models.TextChoices):
        """A charter is simply kept."""

        KEPT = "kept", _("Kept")

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="charter")
    reason = models.TextField(_("why the case is with you"), blank=True)
    promised = models.TextField(
        _("what we promised, in the citizen's words"), blank=True
    )
    deadlines = models.TextField(_("other deadlines"), blank=True)
    not_worked = models.TextField(_("what has not worked"), blank=True)
    needs = models.TextField(
        _("needs: interpreter, companion, protected address"), blank=True
    )
    not_shared = models.TextField(_("what is deliberately not passed on"), blank=True)
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = CharterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="kept"), name="charter_state_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}"

    @transition(
        state, source=["new", State.KEPT], target=State.KEPT, permission=by_holder
    )
    def keep(self, *, at: Any, by_whom: User, **texts: str) -> dict[str, Any]:
        """Write down how things stand."""
        changed = [name for name in TEXTS if getattr(self, name) != texts.get(name)]
        for name in TEXTS:
            setattr(self, name, texts.get(name, ""))
        self.kept_at, self.kept_by = at, by_whom
        return {"fields": changed}

    def frozen(self) -> dict[str, Any]:
        """Return a copy of the charter as it stands, for a handover to carry."""
        return {name: getattr(self, name) for name in TEXTS}
