"""A target: the value of an indicator that the municipality aims for."""

from django.db import models

from coordination.models import User


class Target(models.Model):
    """What one indicator is to reach; how it came about is in the log.

    A share is stored in per cent, days in days, a mean on its own scale.
    """

    indicator = models.CharField(max_length=40, unique=True)
    value = models.DecimalField(max_digits=6, decimal_places=2)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["indicator"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__gte=0), name="target_is_not_below_nought"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
