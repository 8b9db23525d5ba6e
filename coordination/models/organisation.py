"""Departments, who works in them as what, and who stands in for whom."""

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


def in_force(prefix: str = "") -> Q:
    """Match rows whose `since` has come and whose `until` has not."""
    return Q(**{f"{prefix}since__lte": Now()}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": Now()})
    )


class Role(models.TextChoices):
    """What a person may be in a department."""

    CASEWORKER = "caseworker", _("Caseworker")
    COORDINATOR = "coordinator", _("Coordinator")
    LEADER = "leader", _("Leader")
    MENTOR = "mentor", _("Mentor")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


# The roles that share their department's cases.
CASEWORK_ROLES = (Role.CASEWORKER, Role.COORDINATOR, Role.LEADER)
# Who may put questions to citizens: whoever only keeps Stafet running sees none.
MEETING_ROLES = tuple(role for role in Role if role != Role.ADMINISTRATOR)


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Departments in the phrases the code uses."""

    def active(self) -> "DepartmentQuerySet":
        """Keep those that work today."""
        return self.filter(in_force())


class Department(models.Model):
    """A part of the municipality, or of another authority, that can hold a baton."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    internal = models.BooleanField(_("part of the municipality"), default=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    hours = models.CharField(_("opening hours"), max_length=120, blank=True)
    handover_days = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, db_default=0)
    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in the phrases the code uses."""

    def in_force(self) -> "MembershipQuerySet":
        """Keep those that hold now, of active people."""
        return self.filter(in_force(), user__is_active=True)

    def not_over(self) -> "MembershipQuerySet":
        """Keep those that hold now or have yet to begin."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=Now()))


class Membership(models.Model):
    """A person works in a department in one role, for a time."""

    user = models.ForeignKey("coordination.User", models.PROTECT)
    department = models.ForeignKey(Department, models.PROTECT)
    role = models.CharField(max_length=20, choices=Role.choices)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True, blank=True)
    # the last day that is agreed; the seat holds until its batons have gone on
    ends_on = models.DateField(null=True, blank=True)
    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "department", "role"],
                condition=Q(until__isnull=True),
                name="one_open_membership_per_role",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.department} ({self.role})"


class Deputy(models.Model):
    """A colleague stands in for a person who is away."""

    absent = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="deputies"
    )
    by = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="stand_ins"
    )
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deputies"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=models.F("since")), name="deputy_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(absent=models.F("by")), name="nobody_is_their_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} for {self.absent}"
