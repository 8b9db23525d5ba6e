"""A round: many people are asked the same, once, and the answers become counts."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.models import User
from coordination.workflow import Workflow
from feedback.instrument.catalogue import Item, load
from feedback.round.local import item_of


def nobody(_round: "Round", _user: User) -> bool:
    """Let only the system itself take the step."""
    return False


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds in the phrases the code uses."""

    def closed(self) -> Self:
        """Keep those whose figures are published."""
        return self.filter(state=Round.State.CLOSED)


class Round(Workflow):
    """One round of one instrument, with at most five questions of the municipality's.

    `fingerprint` is that of the instrument when the round was made: rounds with
    different fingerprints are not one series. `local_items` holds code, text and
    scale of each added question. `invited` is None when nobody counted.
    """

    class State(models.TextChoices):
        """How far it has come."""

        CLOSED = "closed", _("Closed")

    too_late = {
        "closed": _("This round is closed. Its figures do not change any more.")
    }

    name = models.CharField(_("name"), max_length=60, unique=True)
    instrument = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    local_items = models.JSONField(default=list)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    invited = models.PositiveIntegerField(_("invited"), null=True)
    source_digest = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__lte=F("until")), name="round_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False),
                name="round_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def root(self) -> None:
        """Nothing: a round belongs to no case, on purpose."""
        return

    @property
    def items(self) -> tuple[Item, ...]:
        """The instrument's items, then the municipality's own."""
        asked = load(self.instrument)
        return (*asked.items, *(item_of(row, asked) for row in self.local_items))

    # -- steps -----------------------------------------------------------------

    @transition(state, source="new", target=State.CLOSED, permission=nobody)
    def bring_in(self, *, at: datetime) -> dict[str, Any]:
        """Take over a round that somebody else has held and finished."""
        self.closed_at = at
        return {"instrument": self.instrument, "source": self.source_digest}
