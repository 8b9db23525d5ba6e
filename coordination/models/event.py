"""What happened, who is told, and the seal that shows nobody changed it."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Event(models.Model):
    """Something that happened: the audit row and the announcement in one.

    Append-only, by trigger and by grant. `facts` holds codes and ids, never names,
    numbers or free text; of the note only the digest is here, the text stays with
    its noun so that it can be erased there.
    """

    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=36)
    root_id = models.BigIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(
        "coordination.User",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    on_behalf_of = models.ForeignKey(
        "coordination.User",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    role = models.CharField(max_length=20, blank=True)
    department_id = models.BigIntegerField(null=True)
    department_name = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    facts = models.JSONField(default=dict)
    note_digest = models.CharField(max_length=64, blank=True)
    machine = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["root_id", "-at"], name="event_of_case"),
            models.Index(fields=["kind", "at"], name="event_of_kind"),
            models.Index(fields=["by", "-at"], name="event_by_person"),
            models.Index(fields=["-at", "-id"], name="event_by_time"),
            # which lists showed a case: only lists pay for it
            GinIndex(
                fields=["facts"],
                opclasses=["jsonb_path_ops"],
                condition=Q(purpose="list"),
                name="event_list_of_cases",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["root_id", "sequence"],
                condition=Q(sequence__isnull=False),
                name="one_event_per_step_of_a_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries in the phrases the dispatcher uses."""

    def due(self) -> "DeliveryQuerySet":
        """Keep those that have not been made and may be tried now."""
        return self.filter(done_at__isnull=True, next_at__lte=Now()).order_by("pk")


class Delivery(models.Model):
    """One reaction that an event owes; the row is the truth, Celery a wake-up."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries")
    reaction = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True, default="", db_default="")
    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "reaction"], name="one_delivery_per_reaction"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(done_at__isnull=True),
                name="delivery_pending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.reaction}"


class Seal(models.Model):
    """One event, bound to all that were sealed before it."""

    event = models.OneToOneField(Event, models.PROTECT)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.event_id} {self.digest[:12]}"


class SealCheck(models.Model):
    """A walk along all seals: how many there were, where they end, what was wrong."""

    at = models.DateTimeField(db_default=Now())
    sealed = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.fault or f"{self.sealed} sealed at {self.at}"


class Edge(models.Model):
    """A step between two states that the database lets a table's rows take."""

    table = models.CharField(max_length=63)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "source", "target"], name="each_edge_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.source or '·'} → {self.target}"
