"""Sealed visits that could not be opened when they came: kept byte for byte."""

from typing import Self

from django.db import models
from django.db.models.functions import Now

from coordination.models import User


class SealedVisitQuerySet(models.QuerySet["SealedVisit"]):
    """Sealed visits in the phrases the code uses."""

    def unopened(self) -> Self:
        """Keep those that nobody could read yet."""
        return self.filter(opened_at=None)


class SealedVisit(models.Model):
    """A record that no key here opens: it waits, and its phone may forget it.

    A key that is put back opens it (`sealed.open`, every minute). Bytes that never
    were a visit stay as well: the count is shown, so that somebody asks.
    """

    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=80)
    format = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    received_at = models.DateTimeField(db_default=Now())
    opened_at = models.DateTimeField(null=True)
    objects = SealedVisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_id", "digest"],
                name="a_sealed_visit_is_kept_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=models.Q(opened_at=None),
                name="sealed_visits_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.key})"
