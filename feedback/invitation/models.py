"""A citizen is asked: about one accepted handover, or in a round; or why not."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.calendar import COPENHAGEN
from coordination.models import Event, Recipient, User
from coordination.workflow import Workflow, because, is_historical
from feedback.invitation.mode import BY_INTERVIEWER, Mode
from feedback.invitation.reason import Reason as WhyNot


def nobody(_invitation: "Invitation", _user: User) -> bool:
    """Let only the system itself take the step."""
    return False


@because(_("The citizen has been reminded already."))
def not_reminded_yet(invitation: "Invitation") -> bool:
    """Ask whether this is the first reminder."""
    return invitation.reminded_at is None


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep whom this person may interview: named for the round, and no helper."""
        return self.filter(round__interviewers=user).exclude(
            may_not_interview__contains=[user.pk]
        )

    def due(self, at: datetime) -> Self:
        """Keep those about a handover whose day to be sent has come."""
        return self.filter(state="queued", due_at__lte=at)

    def of_handovers(self) -> Self:
        """Keep those about one handover; a round looks after its own."""
        return self.filter(round__isnull=True)

    def to_remind(self, sent_before: datetime, at: datetime) -> Self:
        """Keep open ones that were sent so long ago and not reminded of."""
        return self.filter(
            state="sent",
            reminded_at=None,
            sent_at__lte=sent_before,
            closes_at__gt=at,
        )

    def heard_of(self) -> Self:
        """Leave out those whose time ran out before anybody spoke or wrote to them.

        `feedback.invitation.decide` leaves out the same.
        """
        return self.exclude(state="expired", went_out=False)

    def run_out(self, at: datetime) -> Self:
        """Keep those still open whose time is over."""
        return self.filter(state="sent", closes_at__lte=at)


class Invitation(Workflow):
    """A citizen is asked once about one handover or in one round, or why not is noted.

    `drawn` is chosen for a round whose wave has not begun: no open invitation yet, so
    it stands in nobody's way for months. `may_not_interview` are the ids of those who
    work with the citizen. `went_out` is whether a carrier has taken the message, or an
    interviewer has asked; `reached` is how far a supplier says that it came.
    """

    class State(models.TextChoices):
        """How far the asking has come."""

        QUEUED = "queued", _("Will be asked")
        DRAWN = "drawn", _("Drawn for a round")
        SENT = "sent", _("Asked")
        ANSWERED = "answered", _("Answered")
        EXPIRED = "expired", _("Not answered in time")
        SUPERSEDED = "superseded", _("Replaced by a newer one")
        BOUNCED = "bounced", _("Could not be delivered")
        DECLINED = "declined", _("Did not want to answer this time")
        OPTED_OUT = "opted_out", _("Does not want to be asked")
        WITHHELD = "withheld", _("Not asked")

    Reason = WhyNot

    # decided inside the acceptance, or drawn by the round: that step is on record
    begins_as = ("queued", "drawn", "withheld")

    event = models.OneToOneField(Event, models.PROTECT, null=True, related_name="+")
    handover = models.BigIntegerField(null=True, unique=True)
    round = models.ForeignKey(
        "feedback.Round",
        models.PROTECT,
        null=True,
        related_name="invitations",
        db_index=False,
    )
    recipient = models.ForeignKey(
        Recipient, models.PROTECT, null=True, related_name="+", db_index=False
    )
    giver = models.BigIntegerField(null=True)
    receiver = models.BigIntegerField()
    warm = models.BooleanField(null=True)
    mentor = models.BooleanField()
    course_band = models.CharField(max_length=20)
    departments = models.PositiveSmallIntegerField()
    target_group = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=20, choices=Mode.choices, db_default=Mode.WEB)
    language = models.CharField(max_length=8, db_default="da")
    may_not_interview = models.JSONField(default=list, db_default=[])
    wave = models.PositiveSmallIntegerField(null=True)
    went_out = models.BooleanField(default=False, db_default=False)
    reached = models.CharField(max_length=10, blank=True, db_default="")
    instrument = models.CharField(max_length=40)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    due_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    token_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    ended_month = models.DateField(null=True)
    counted = models.BooleanField(default=False)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "recipient"], name="a_person_is_once_in_a_round"
            ),
            models.CheckConstraint(
                condition=Q(
                    handover__isnull=False,
                    event__isnull=False,
                    giver__isnull=False,
                    warm__isnull=False,
                    round__isnull=True,
                )
                | Q(
                    handover__isnull=True,
                    event__isnull=True,
                    giver__isnull=True,
                    warm__isnull=True,
                    round__isnull=False,
                    recipient__isnull=False,
                ),
                name="invitation_is_about_a_handover_or_a_round",
            ),
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(state__in=["queued", "sent"]),
                name="one_open_invitation_per_citizen",
            ),
            models.CheckConstraint(
                condition=Q(state="withheld") ^ Q(reason=""),
                name="withheld_invitation_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent")
                | Q(
                    sent_at__isnull=False,
                    closes_at__isnull=False,
                    token_digest__isnull=False,
                ),
                name="sent_invitation_has_token_and_end",
            ),
            models.CheckConstraint(
                condition=Q(went_out=False) | Q(sent_at__isnull=False),
                name="only_to_the_invited_it_went_out",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="queued"), name="invitation_due"
            ),
            models.Index(
                fields=["round", "due_at", "id"],
                condition=Q(state="drawn"),
                name="invitation_drawn",
            ),
            models.Index(
                fields=["closes_at"], condition=Q(state="sent"), name="invitation_open"
            ),
            models.Index(
                fields=["recipient", "sent_at"], name="invitation_of_recipient"
            ),
            models.Index(
                fields=["ended_month"],
                condition=Q(counted=False),
                name="invitation_to_count",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} ({self.state})"

    @property
    def root(self) -> None:
        """Nothing: an invitation belongs to no case, on purpose."""
        return

    @classmethod
    def for_step(cls, rows: Any, step: str) -> Any:
        """Bring along whom to ask, as sending does."""
        rows = super().for_step(rows, step)
        return rows.select_related("recipient") if step == "send" else rows

    # -- steps, all taken by the system ----------------------------------------

    @transition(
        state,
        source=[State.QUEUED, State.DRAWN],
        target=State.SENT,
        permission=nobody,
    )
    def send(self, *, at: datetime, digest: str, closes_at: datetime) -> None:
        """Put the invitation on its way, with the one token it will ever have."""
        self.sent_at, self.closes_at, self.token_digest = at, closes_at, digest
        # no post leaves for what is told of the past: what was sent then went out, but
        # nobody has called yet
        self.went_out = is_historical() and self.mode not in BY_INTERVIEWER
        if self.recipient:
            self.language = self.recipient.language

    @transition(
        state,
        source=[State.QUEUED, State.DRAWN],
        target=State.WITHHELD,
        permission=nobody,
    )
    def withhold(self, *, at: datetime, reason: str) -> dict[str, Any]:
        """Do not ask after all: something has come up since the decision."""
        self.reason = reason
        return {"reason": reason}

    @transition(state, source=State.SENT, target=State.WITHHELD, permission=nobody)
    def take_back(self, *, at: datetime, reason: str) -> dict[str, Any]:
        """Do not ask after all, while the message has not left: nobody was asked."""
        self.sent_at = self.closes_at = self.reminded_at = self.token_digest = None
        self.went_out = False
        self.reason = reason
        return {"reason": reason}

    @transition(state, source=State.QUEUED, target=State.SUPERSEDED, permission=nobody)
    def supersede(self, *, at: datetime) -> None:
        """Give way to the invitation about a newer handover."""

    @transition(
        state,
        source=State.SENT,
        target=None,
        conditions=[not_reminded_yet],
        permission=nobody,
    )
    def remind(self, *, at: datetime) -> None:
        """Send the one reminder, with the same token."""
        self.reminded_at = at

    @transition(state, source=State.SENT, target=State.ANSWERED, permission=nobody)
    def answer(self, *, at: datetime) -> None:
        """Take the answer, once; the token does it (`feedback.answer.intake`)."""
        self.ended_month = month_of(at)

    @transition(state, source=State.SENT, target=State.EXPIRED, permission=nobody)
    def expire(self, *, at: datetime) -> None:
        """Close after the last day."""
        self.ended_month = month_of(self.closes_at or at)

    @transition(state, source=State.SENT, target=State.BOUNCED, permission=nobody)
    def bounce(self, *, at: datetime) -> None:
        """Note that the message could not be delivered."""
        self.ended_month = month_of(at)

    @transition(state, source=State.SENT, target=State.DECLINED, permission=nobody)
    def decline(self, *, at: datetime) -> None:
        """Note that the citizen said no to an interviewer, this time."""
        self.went_out, self.ended_month = True, month_of(at)

    @transition(
        state,
        source=[State.QUEUED, State.DRAWN, State.SENT],
        target=State.OPTED_OUT,
        permission=nobody,
    )
    def opt_out(self, *, at: datetime) -> None:
        """Note that the citizen does not want to be asked."""
        if self.sent_at:
            self.ended_month = month_of(at)


def month_of(at: datetime) -> date:
    """Return the first day of the month of a moment, in Copenhagen."""
    return at.astimezone(COPENHAGEN).date().replace(day=1)
