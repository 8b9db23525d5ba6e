"""The secret address under which a calendar program finds a mentor's times."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from coordination.models import User


class CalendarFeed(models.Model):
    """One address that was given to a mentor; only the digest of its secret is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="one_calendar_address_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
