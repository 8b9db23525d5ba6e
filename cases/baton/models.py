"""Periods with the baton: they tile a case's life without gap or overlap."""

from collections.abc import Iterable

from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import VisibleQuerySet
from coordination.models import Department, User

# Written out: nearly every step asks it, and composing it takes three times as long.
HOLDS = """
    SELECT EXISTS (
        SELECT FROM cases_batonperiod
        WHERE case_id = %s AND until IS NULL AND department_id = ANY(%s)
    )
"""


class Cause(models.TextChoices):
    """Why a period with the baton began."""

    OPENED = "opened", _("Opened the case")
    HANDOVER = "handover", _("Took over the baton")
    LAST_CONTACT = "last_contact", _("Had the last contact")
    REASSIGNED = "reassigned", _("New contact person in the department")
    HEIR = "heir", _("Took over in someone's place")
    REOPENED = "reopened", _("Reopened the case")


class BatonPeriodQuerySet(VisibleQuerySet["BatonPeriod"]):
    """Periods in the phrases the code uses."""

    def current(self) -> "BatonPeriodQuerySet":
        """Keep the periods that have not ended."""
        return self.filter(until__isnull=True)


class BatonPeriod(models.Model):
    """One department and one named person hold a case's baton, from then till then."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="periods")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    holder = models.ForeignKey(User, models.PROTECT, related_name="batons")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cause = models.CharField(max_length=20, choices=Cause.choices)
    because = models.CharField(max_length=300, blank=True, db_default="")
    objects = BatonPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(until__isnull=True),
                name="one_holder_of_a_case_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="baton_period_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=Cause.values), name="baton_cause_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["holder"],
                condition=Q(until__isnull=True),
                name="baton_of_person",
            ),
            models.Index(
                fields=["department"],
                condition=Q(until__isnull=True),
                name="baton_of_department",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.holder} ({self.since:%Y-%m-%d})"


def is_held_in(case: int | None, departments: Iterable[int]) -> bool:
    """Say whether one of the departments holds the case's baton now."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, [case, list(departments)])
        return bool(cursor.fetchone()[0])
