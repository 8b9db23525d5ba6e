"""Outgoing post: who can be reached, and what is on its way to them."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from coordination.numbers import number_of


class Channel(models.TextChoices):
    """How a message travels."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    LETTER = "letter", _("Letter")
    DIGITAL_POST = "digital_post", _("Digital Post")


class Stop(models.TextChoices):
    """Why somebody must not be asked anything now."""

    CRISIS = "crisis", _("In crisis")
    HOSPITAL = "hospital", _("In hospital")
    DEAD = "dead", _("Has died")
    PROTECTED = "protected", _("Protected address")


class Recipient(models.Model):
    """Somebody outside the staff who can be written to.

    Kept current by `cases.citizen`; everybody else knows only the random id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    channel = models.CharField(
        max_length=20, choices=Channel.choices, default=Channel.LETTER, blank=True
    )
    language = models.CharField(max_length=8, default="da")
    stops = models.JSONField(default=list)
    opted_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=["", *Channel.values]),
                name="recipient_channel_is_known",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def reachable(self) -> bool:
        """Whether the chosen channel has what it needs."""
        if self.channel == Channel.DIGITAL_POST:
            # a letter goes where no number is known
            return bool(self.address or number_of(self.pk))
        needs = {
            Channel.EMAIL: self.email,
            Channel.SMS: self.phone,
            Channel.LETTER: self.address,
        }
        return bool(self.channel and needs[Channel(self.channel)])

    @property
    def reason_not_to_ask(self) -> str:
        """The code of why this person must not be surveyed now, or nothing."""
        if self.opted_out_at:
            return "opted_out"
        if known := [stop for stop in self.stops if stop in Stop.values]:
            return str(known[0])
        return "" if self.reachable else "no_channel"


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages in the phrases the sender and the pages use."""

    def due(self) -> "MessageQuerySet":
        """Keep those that wait and that no worker holds a lease on."""
        return self.filter(state=Message.State.QUEUED, next_at__lte=Now()).order_by(
            "pk"
        )


class Message(models.Model):
    """One message to one person: a template and ids; the words are made on sending."""

    class State(models.TextChoices):
        """Where the message is."""

        QUEUED = "queued", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        UNDELIVERABLE = "undeliverable", _("Could not be delivered")

    template = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True)
    user = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, related_name="notices"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.QUEUED)
    channel = models.CharField(max_length=20, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True, default="")
    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient__isnull=True) ^ Q(user__isnull=True),
                name="message_goes_to_one_person",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(state="queued"),
                name="message_pending",
            ),
            models.Index(fields=["user", "-id"], name="message_of_user"),
            models.Index(
                fields=["user"],
                condition=Q(seen_at__isnull=True, user__isnull=False),
                name="message_unseen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.key}"

    @property
    def way(self) -> str:
        """How it travels: as it was put in the queue, else as its reader wants."""
        if self.user_id:
            return self.channel or Channel.EMAIL.value
        return self.channel or (self.recipient.channel if self.recipient else "")
