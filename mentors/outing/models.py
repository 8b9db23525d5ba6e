"""Outings: where nobody else sees a mentor, somebody waits for them to come out."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import VisibleQuerySet
from coordination.formats import clock
from coordination.models import Department, User
from coordination.workflow import Refused, Workflow
from mentors.mentorship.models import Mentorship
from mentors.outing.alarm import OutingAlarm
from mentors.outing.conditions import (
    LOOKS_AFTER,
    by_the_mentor,
    by_who_heard,
    nobody_is_out_twice,
)

LONGEST = timedelta(hours=12)
USUAL_EXTENSION = 30  # minutes


class OutingQuerySet(VisibleQuerySet["Outing"]):
    """Outings in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own, those of mentors one looks after, and those one was told of.

        They are about employees, not citizens: no part in a case opens them.
        """
        if not user.seats:
            return self.none()
        told = OutingAlarm.objects.filter(
            outing=OuterRef("pk"), told__contains=[user.pk]
        )
        return self.filter(
            Q(mentor=user.pk) | Q(department__in=looked_after(user)) | Exists(told)
        )

    def out(self) -> Self:
        """Keep those that are not over."""
        return self.filter(state=Outing.State.OUT)


def looked_after(user: User) -> list[int]:
    """Return the departments whose mentors this person looks after."""
    return [seat.department_id for seat in user.seats if seat.role in LOOKS_AFTER]


class Outing(Workflow):
    """A mentor is out alone until an agreed time.

    What a citizen is called, or where they live, is never here: the mentorship is only
    a reference, kept while the outing is. Nobody records where a mentor is, and the row
    is deleted when it is no longer needed (see `mentors.outing.deadlines.forget`).
    """

    class State(models.TextChoices):
        """Whether the mentor has been heard from."""

        OUT = "out", _("Out")
        BACK = "back", _("Is back")

    too_late = {"back": _("The check-out is noted already. There is nothing to do.")}

    mentor = models.ForeignKey(User, models.PROTECT, related_name="outings")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    colleague = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who is told first"),
    )
    mentorship = models.ForeignKey(
        Mentorship, models.PROTECT, null=True, blank=True, related_name="+"
    )
    began_at = models.DateTimeField(_("out since"))
    expected_back_at = models.DateTimeField(_("expected back"))
    ended_at = models.DateTimeField(null=True)
    heard = models.CharField(_("what was heard"), max_length=300, blank=True)
    heard_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = OutingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor"],
                condition=Q(state="out"),
                name="a_mentor_is_out_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="out", ended_at__isnull=True)
                | Q(state="back", ended_at__isnull=False),
                name="who_is_back_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(expected_back_at__gt=F("began_at")),
                name="an_outing_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expected_back_at"],
                condition=Q(state="out"),
                name="outings_not_over",
            ),
            models.Index(
                fields=["ended_at"],
                condition=Q(state="back"),
                name="outings_to_forget",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} · {self.get_state_display()}"

    @property
    def root(self) -> None:
        """An outing belongs to no case."""
        return

    def get_absolute_url(self) -> str:
        """Return the address of the outing's page."""
        return f"/outings/{self.pk}/"

    @property
    def is_overdue(self) -> bool:
        """Whether the agreed time is over and nobody has heard from the mentor."""
        return self.state == self.State.OUT and self.expected_back_at <= timezone.now()

    @property
    def minutes_over(self) -> int:
        """How long the agreed time has been over."""
        return int((timezone.now() - self.expected_back_at).total_seconds() // 60)

    # -- steps ---------------------------------------------------------------

    @transition(
        state,
        source="new",
        target=State.OUT,
        conditions=[nobody_is_out_twice],
        permission=by_the_mentor,
    )
    def begin(self, *, at: datetime) -> dict[str, Any]:
        """Check in: somebody waits for the mentor from now on."""
        self.began_at = at
        check_end(self.expected_back_at, now=at)
        return {"department": self.department_id}

    @transition(state, source=State.OUT, target=None, permission=by_who_heard)
    def extend(
        self,
        *,
        at: datetime,
        minutes: int = USUAL_EXTENSION,
        heard: str = "",
        heard_by: User | None = None,
        seen: datetime | None = None,
    ) -> dict[str, Any]:
        """Stay longer; the alarm is set anew.

        The minutes are counted from the agreed time, or from now when that is over.
        `seen` is the agreed time on the page of whoever asks: pressed twice, it
        extends once.
        """
        agreed = self.expected_back_at.replace(microsecond=0)
        if seen is not None and seen.replace(microsecond=0) != agreed:
            raise Refused(
                gettext("The time has been extended already, until %(clock)s.")
                % {"clock": clock(self.expected_back_at)}
            )
        end = max(self.expected_back_at, at) + timedelta(minutes=minutes)
        check_end(end, now=at)
        self.expected_back_at = end
        self.heard, self.heard_by = heard, heard_by
        return {"department": self.department_id}

    @transition(state, source=State.OUT, target=State.BACK, permission=by_who_heard)
    def come_back(
        self, *, at: datetime, heard: str = "", heard_by: User | None = None
    ) -> dict[str, Any]:
        """Check out, or be found to be well."""
        self.ended_at = at
        self.heard, self.heard_by = heard, heard_by
        return {"department": self.department_id}

    @transition(state, source=State.OUT, target=None, permission=lambda *_anyone: False)
    def remind(self, *, at: datetime, **alarm: Any) -> dict[str, Any]:
        """Ask the mentor's own phone whether they are back."""
        return self._alarm(OutingAlarm.Step.REMIND, **alarm)

    @transition(state, source=State.OUT, target=None, permission=lambda *_anyone: False)
    def ask_colleague(self, *, at: datetime, **alarm: Any) -> dict[str, Any]:
        """Ask a colleague to ring the mentor."""
        return self._alarm(OutingAlarm.Step.ASK_COLLEAGUE, **alarm)

    @transition(state, source=State.OUT, target=None, permission=lambda *_anyone: False)
    def tell_leaders(self, *, at: datetime, **alarm: Any) -> dict[str, Any]:
        """Tell the leaders that nobody has heard from the mentor."""
        return self._alarm(OutingAlarm.Step.TELL_LEADERS, **alarm)

    def _alarm(
        self, step: str, *, due: datetime | None = None, told: tuple[int, ...] = ()
    ) -> dict[str, Any]:
        # The row is locked here: what was extended or told meanwhile is seen.
        if due is not None and due != self.expected_back_at:
            raise Refused(gettext("The time has been extended."))
        alarms = self.alarms.filter(step=step, due_at=self.expected_back_at)
        if alarms.exists():
            raise Refused(gettext("They have been told already."))
        self.alarms.create(step=step, due_at=self.expected_back_at, told=list(told))
        return {"department": self.department_id, "told": list(told)}


def check_end(end: datetime, *, now: datetime) -> None:
    """Refuse a time that is over, or so far off that nobody would look in time."""
    if not now < end <= now + LONGEST:
        raise Refused(gettext("Choose a time within the next 12 hours."))
