"""That somebody was told of a mentor who is overdue."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OutingAlarm(models.Model):
    """Somebody was told that a mentor is overdue, once for each agreed time."""

    class Step(models.TextChoices):
        """Who is told, one after the other."""

        REMIND = "remind", _("The mentor was asked")
        ASK_COLLEAGUE = "ask_colleague", _("A colleague was asked to ring")
        TELL_LEADERS = "tell_leaders", _("The leaders were told")

    outing = models.ForeignKey("mentors.Outing", models.PROTECT, related_name="alarms")
    step = models.CharField(max_length=20, choices=Step.choices)
    due_at = models.DateTimeField()
    told = models.JSONField(default=list)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["outing", "step", "due_at"],
                name="an_alarm_is_raised_once_for_each_time",
            ),
            models.CheckConstraint(
                condition=Q(step__in=["remind", "ask_colleague", "tell_leaders"]),
                name="outing_alarm_step_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} ({self.outing_id})"
