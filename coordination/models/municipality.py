"""What a municipality decides for itself; one row in each database."""

from time import monotonic
from typing import Any

from django.db import models, transaction
from django.db.models import F, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

# Other processes change settings rarely; each process reads them again this often.
FRESH_SECONDS = 10


class Municipality(models.Model):
    """The settings of the one municipality whose data this database holds."""

    name = models.CharField(_("name"), max_length=120)
    lead_department = models.ForeignKey(
        "coordination.Department", models.PROTECT, null=True, related_name="+"
    )
    coordinate_at = models.PositiveSmallIntegerField(default=3)
    handover_days = models.PositiveSmallIntegerField(default=5)
    escalate_days = models.PositiveSmallIntegerField(default=2)
    lapse_days = models.PositiveSmallIntegerField(default=5)
    objection_days = models.PositiveSmallIntegerField(default=2)
    emergency_hours = models.PositiveSmallIntegerField(default=3)
    mentor_warn_at = models.PositiveSmallIntegerField(default=16)
    outing_colleague_minutes = models.PositiveSmallIntegerField(default=10)
    outing_leader_minutes = models.PositiveSmallIntegerField(default=10)
    outing_kept_days = models.PositiveSmallIntegerField(default=30)
    visits_count_as_contact = models.BooleanField(default=False)
    survey_after_contact_days = models.PositiveSmallIntegerField(default=7)
    survey_latest_days = models.PositiveSmallIntegerField(default=21)
    survey_open_days = models.PositiveSmallIntegerField(default=30)
    survey_reminder_days = models.PositiveSmallIntegerField(default=10)
    survey_gap_days = models.PositiveSmallIntegerField(default=14)
    publish_invited_min = models.PositiveSmallIntegerField(default=10)
    publish_answers_min = models.PositiveSmallIntegerField(default=5)
    languages = models.JSONField(default=list)
    demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name_plural = "municipalities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="one_municipality_per_database"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    publish_answers_min__gte=5, publish_invited_min__gte=5
                ),
                name="publication_limits_are_never_below_five",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    outing_colleague_minutes__range=(1, 60),
                    outing_leader_minutes__range=(1, 60),
                ),
                name="somebody_is_told_within_the_hour",
            ),
            models.CheckConstraint(
                condition=models.Q(outing_kept_days__range=(1, 90)),
                name="outings_are_kept_three_months_at_most",
            ),
            models.CheckConstraint(
                condition=models.Q(emergency_hours__range=(1, 3)),
                name="emergency_lasts_three_hours_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the settings and let this process read them when they hold."""
        super().save(*args, **kwargs)
        _known.clear()
        transaction.on_commit(_known.clear)

    @classmethod
    def current(cls) -> "Municipality":
        """Return the settings, at most ten seconds old."""
        for read_at, found in _known:
            if monotonic() - read_at < FRESH_SECONDS:
                return found
        return _know(cls.objects.get(pk=1))

    @classmethod
    def along(cls) -> Subquery:
        """Return the settings as a column, so that they come with another row."""
        fields = {
            field.attname: F(field.attname) for field in cls._meta.concrete_fields
        }
        return Subquery(cls.objects.filter(pk=1).values(row=JSONObject(**fields)))

    @classmethod
    def came_along(cls, row: dict[str, Any]) -> None:
        """Go on with settings that came with another row, unless newer are known."""
        if all(known.version <= row["version"] for _read_at, known in _known):
            fields = cls._meta.concrete_fields
            values = [field.to_python(row[field.attname]) for field in fields]
            _know(cls.from_db(None, [field.attname for field in fields], values))


# when they were read, and what they were
_known: list[tuple[float, Municipality]] = []


def _know(found: Municipality) -> Municipality:
    _known[:] = [(monotonic(), found)]
    return found


class ClosingDay(models.Model):
    """A day on which the town hall is closed besides weekends and public holidays."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
