"""Counters: a device on which people answer one round, for a day at most."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.models import User
from coordination.models.organisation import CASEWORK_ROLES
from coordination.workflow import Refused, Workflow
from feedback.invitation.mode import Mode
from feedback.round.conditions import holds_rounds
from feedback.round.models import Round

LONGEST = timedelta(days=1)


class CounterQuerySet(models.QuerySet["Counter"]):
    """Counters in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own; all for whoever holds rounds."""
        if not user.seats:
            return self.none()
        return self if holds_rounds(user) else self.filter(opened_by=user)

    def in_use(self) -> Self:
        """Keep those on which people can answer now."""
        now = timezone.now()
        return self.filter(
            state=Counter.State.OPEN, until__gt=now, round__state=Round.State.OPEN
        )


def by_staff(_counter: "Counter", user: User) -> bool:
    """Let whoever does casework, coordinates or leads."""
    return user.has_role(*CASEWORK_ROLES)


def by_who_opened_it(counter: "Counter", user: User) -> bool:
    """Let whoever opened it, and whoever holds rounds."""
    return counter.opened_by_id == user.pk or holds_rounds(user)


class Counter(Workflow):
    """A device that takes answers of one round, under an address only it has.

    The address is a secret of which only the digest is stored. It ends with the round,
    after a day, or when somebody closes it.
    """

    class State(models.TextChoices):
        """Whether people can answer on it."""

        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    too_late = {"closed": _("This counter is closed already. Open a new one.")}

    round = models.ForeignKey(Round, models.PROTECT, related_name="counters")
    place = models.CharField(_("where it stands"), max_length=60, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    until = models.DateTimeField(_("open until"))
    closed_at = models.DateTimeField(null=True)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = CounterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
                name="closed_counter_has_its_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place or self.pk} · {self.get_state_display()}"

    @property
    def root(self) -> None:
        """A counter belongs to no case."""
        return

    @property
    def is_in_use(self) -> bool:
        """Whether people can answer on it now."""
        now = timezone.now()
        return (
            self.state == self.State.OPEN
            and self.until > now
            and self.round.state == Round.State.OPEN
            and self.round.ends_at > now
            and self.round.is_as_planned
        )

    # -- steps -----------------------------------------------------------------

    @transition(state, source="new", target=State.OPEN, permission=by_staff)
    def open(self, *, at: datetime) -> dict[str, Any]:
        """Let people answer a round on this device."""
        takes = self.round.state == Round.State.OPEN and Mode.TABLET in self.round.modes
        if not takes or self.round.ends_at <= at:
            raise Refused(
                gettext(
                    "This round does not take answers on a tablet now. Choose another"
                    " one."
                )
            )
        self.until = min(at + LONGEST, self.round.ends_at)
        return {"round": self.round_id}

    @transition(
        state, source=State.OPEN, target=State.CLOSED, permission=by_who_opened_it
    )
    def close(self, *, at: datetime) -> dict[str, Any]:
        """Let nobody answer on it any more."""
        self.closed_at = at
        return {"round": self.round_id}
