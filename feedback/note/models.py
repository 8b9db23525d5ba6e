"""A note on a chart: what was done, and perhaps that a new phase begins with it."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.models import User
from coordination.models.organisation import Role
from coordination.workflow import Workflow, because

LONGEST = 500


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep all for those who read the leaders' pages, and none for others."""
        if user.has_role(Role.LEADER, Role.AUDITOR):
            return self.all()
        return self.none()


def by_leader(_note: "Note", user: User) -> bool:
    """Let any leader; the charts are the same for all of them."""
    return user.has_role(Role.LEADER)


@because(_("That month has not begun yet. Choose this month or one before it."))
def month_has_begun(note: "Note") -> bool:
    """Say whether something can have been done in the month."""
    return note.month <= timezone.localdate()


@because(_("The chart begins anew in that month already. Take that note back first."))
def nothing_begins_there(note: "Note") -> bool:
    """Say whether no other note begins a phase of the same chart in the month."""
    same = Note.objects.filter(
        indicator=note.indicator, month=note.month, state=Note.State.REBASED
    )
    return not same.exclude(pk=note.pk).exists()


class Note(Workflow):
    """What was done in a month, on the chart of one indicator.

    A pinned note is a mark on the chart. A rebased one begins a new phase there: mean
    and limits are those of the months since. Neither changes a published count, and a
    note that is taken back stays in the log.
    """

    class State(models.TextChoices):
        """What it does to the chart."""

        PINNED = "pinned", _("Pinned")
        REBASED = "rebased", _("The chart begins anew")
        TAKEN_BACK = "taken_back", _("Taken back")

    too_late = {
        "rebased": _("The chart begins anew there already."),
        "taken_back": _("This note was taken back already."),
    }

    indicator = models.CharField(max_length=40)
    month = models.DateField()
    what = models.CharField(_("what did you do?"), max_length=LONGEST)
    pinned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField(null=True)
    rebased_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rebased_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["pinned", "rebased", "taken_back"]),
                name="note_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="note_is_pinned_to_a_whole_month"
            ),
            models.UniqueConstraint(
                fields=["indicator", "month"],
                condition=Q(state="rebased"),
                name="one_phase_of_a_chart_begins_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m}"

    @property
    def root(self) -> None:
        """Nothing: it is about months, and about no case."""
        return None

    def get_absolute_url(self) -> str:
        """Return the address of the chart it is pinned to."""
        return f"/ledelse/noegletal/{self.indicator}/"

    # -- steps -----------------------------------------------------------------

    @transition(
        state,
        source="new",
        target=State.PINNED,
        conditions=[month_has_begun],
        permission=by_leader,
    )
    def pin(self, *, at: datetime) -> dict[str, Any]:
        """Put the note on the chart."""
        self.pinned_at = at
        return self._place()

    @transition(
        state,
        source=State.PINNED,
        target=State.REBASED,
        conditions=[nothing_begins_there],
        permission=by_leader,
    )
    def rebase(self, *, at: datetime, by_whom: User) -> dict[str, Any]:
        """Let a new phase of the chart begin in the note's month."""
        self.rebased_at, self.rebased_by = at, by_whom
        return self._place()

    @transition(
        state,
        source=[State.PINNED, State.REBASED],
        target=State.TAKEN_BACK,
        permission=by_leader,
    )
    def take_back(self, *, at: datetime, by_whom: User) -> dict[str, Any]:
        """Take the note off the chart, and the phase that began with it."""
        self.taken_back_at, self.taken_back_by = at, by_whom
        return self._place()

    def _place(self) -> dict[str, Any]:
        month: date = self.month
        return {"indicator": self.indicator, "month": month.isoformat()}
