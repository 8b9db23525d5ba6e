"""Rows the machinery needs: signs of life, repeated calls, personal tokens."""

from django.db import models
from django.db.models.functions import Now


class Heartbeat(models.Model):
    """When a part last did its work, not merely lived."""

    part = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} {self.at}"


class IdempotencyKey(models.Model):
    """The answer to an unsafe call, kept so that a repeat gets the same one."""

    user = models.ForeignKey("coordination.User", models.CASCADE)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    etag = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="one_answer_per_idempotency_key"
            )
        ]

    def __str__(self) -> str:
        return self.key


class ApiToken(models.Model):
    """A person's key to the API; only its digest is stored."""

    user = models.ForeignKey("coordination.User", models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token of {self.user}"
