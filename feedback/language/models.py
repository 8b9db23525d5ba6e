"""Checks: a named native speaker has read a file's words, and found them right."""

from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from coordination.models import User
from feedback.instrument.translation import Translation


class CheckQuerySet(models.QuerySet["Check"]):
    """Checks in the phrases the code uses."""

    def in_force(self) -> Self:
        """Keep those that nobody has taken back."""
        return self.filter(ended_at=None)

    def of(self, told: Translation) -> Self:
        """Keep those of one file, whatever it said then."""
        return self.filter(language=told.language, part=told.part)


class Check(models.Model):
    """That a native speaker has checked one file of a language, word for word.

    `digest` is that of the file as it was read: a file that says something else has
    not been checked.
    """

    language = models.CharField(max_length=8)
    part = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    checked_by = models.CharField(_("checked by"), max_length=120)
    checked_on = models.DateField(_("checked on"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language", "part"],
                condition=models.Q(ended_at=None),
                name="one_check_of_each_file_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.part}: {self.checked_by}"
