"""Involvements, and the permission rows they stand for."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.access import GroupGrant, Section, UserGrant, VisibleQuerySet
from coordination.calendar import last_day
from coordination.models import Department, User
from coordination.workflow import Part, because, is_historical

SECTIONS = [Section.CORE.value, Section.NOTES.value, Section.VISITS.value]
# What an emergency opens, and how long at most (RELIABILITY I26).
EMERGENCY_SECTIONS = [Section.CORE.value, Section.NOTES.value]
LONGEST_EMERGENCY = timedelta(hours=3)


class Basis(models.TextChoices):
    """What gives the right to know about the case."""

    CONSENT = "consent", _("The citizen's consent")
    STATUTE = "statute", _("A provision in the law")
    NECESSITY = "necessity", _("Necessary for the work")


class Kind(models.TextChoices):
    """In which capacity somebody is involved."""

    PARTY = "party", _("Takes part")
    LEAD = "lead", _("Coordinates")
    MENTOR = "mentor", _("Mentor")
    EMERGENCY = "emergency", _("Emergency access")


class InvolvementQuerySet(VisibleQuerySet["Involvement"]):
    """Involvements in the phrases the code uses."""

    def active(self) -> "InvolvementQuerySet":
        """Keep those in force now; on a day that is replayed, those not ended yet."""
        running = self.filter(state=Involvement.State.ACTIVE)
        if is_historical():
            return running
        return running.filter(Q(until__isnull=True) | Q(until__gt=Now()))

    def parties(self) -> "InvolvementQuerySet":
        """Keep the departments that take part."""
        return self.filter(kind=Kind.PARTY)


@because(
    _(
        "This department holds the baton. Pass it on first, then the department can"
        " leave the case."
    )
)
def does_not_hold(involvement: "Involvement") -> bool:
    """Ask whether somebody else holds the baton."""
    current = involvement.case.periods.filter(until__isnull=True)
    return (
        involvement.kind != Kind.PARTY
        or not current.filter(department=involvement.department_id).exists()
    )


@because(_("The case is closed. Reopen it first."))
def case_is_active(involvement: "Involvement") -> bool:
    """Ask whether the case is still worked on."""
    return bool(involvement.case.state != "closed")


def by_those_responsible(involvement: "Involvement", user: User) -> bool:
    """Let the holding department, the coordinator, or whoever has this part."""
    return (
        involvement.case.is_run_by(user)
        or user.works_for(involvement.department_id)
        or involvement.is_emergency_of(user)
    )


def by_those_who_involve(involvement: "Involvement", user: User) -> bool:
    """Let the holding department or the coordinator, or whoever last worked on it."""
    case = involvement.case
    if case.is_active:
        return by_those_responsible(involvement, user)
    # nobody holds a closed case: they are told to reopen it, not that they may not
    return bool(case.was_worked_on_by(user))


class Involvement(Part):
    """A department or a person has a part in a case, on a basis, for a time."""

    class State(models.TextChoices):
        """Whether the part goes on."""

        ACTIVE = "active", _("Involved")
        ENDED = "ended", _("No longer involved")

    too_late = {"ended": _("This part of the case has ended already.")}

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="involvements")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="involvements"
    )
    person = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="involvements"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PARTY)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)
    consent = models.ForeignKey(
        "cases.Consent", models.PROTECT, null=True, related_name="involvements"
    )
    basis_text = models.CharField(_("provision or reason"), max_length=300, blank=True)
    sections = models.JSONField(default=list)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True, db_default="")
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = InvolvementQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "department"],
                condition=Q(state="active", kind="party"),
                name="a_department_takes_part_once",
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(state="active", person__isnull=False),
                name="a_person_takes_part_once",
            ),
            models.CheckConstraint(
                condition=Q(department__isnull=True) ^ Q(person__isnull=True),
                name="involvement_is_of_a_department_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(basis="consent", consent__isnull=False)
                | Q(basis__in=["statute", "necessity"], consent__isnull=True)
                & ~Q(basis_text=""),
                name="involvement_has_a_basis",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "ended"]),
                name="involvement_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="emergency")
                | Q(
                    person__isnull=False,
                    until__lte=F("since") + LONGEST_EMERGENCY,
                    until__isnull=False,
                    sections=EMERGENCY_SECTIONS,
                ),
                name="emergency_is_short_and_personal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "until"],
                condition=Q(kind="emergency", state="active"),
                name="emergency_of_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.department or self.person} · {self.case}"

    @property
    def is_active(self) -> bool:
        """Whether the part is in force now, as `active()` asks the database."""
        in_time = self.until is None or self.until > timezone.now()
        return bool(self.state == Involvement.State.ACTIVE and in_time)

    @property
    def last_day(self) -> date | None:
        """The last day of the part, if its end is known."""
        return last_day(self.until)

    def is_emergency_of(self, user: User) -> bool:
        """Say whether this is the person's own access in an emergency."""
        return self.kind == Kind.EMERGENCY and self.person_id == user.pk

    def only_reads(self, user: User) -> bool:
        """Say so of everybody in an emergency; their own access they may end."""
        return not self.is_emergency_of(user) and super().only_reads(user)

    @transition(
        state,
        source="new",
        target=State.ACTIVE,
        conditions=[case_is_active],
        permission=by_those_who_involve,
    )
    def begin(self, *, at: Any) -> dict[str, object]:
        """Give the department or person its part."""
        self.since = at
        return {
            "department": self.department_id,
            "kind": self.kind,
            "basis": self.basis,
            "sections": self.sections,
        }

    @transition(
        state,
        source=State.ACTIVE,
        target=State.ENDED,
        conditions=[does_not_hold],
        permission=by_those_responsible,
    )
    def end(self, *, at: Any, because: str = "") -> dict[str, object]:
        """End the part, and the access with it."""
        self.until, self.ended_because = at, because
        return {"department": self.department_id, "kind": self.kind}


class CaseGroupGrant(GroupGrant):
    """A role in a department may see a section of a case; projected, never typed."""

    content_object = models.ForeignKey("cases.Case", models.CASCADE)
    involvement = models.ForeignKey(Involvement, models.CASCADE)

    class Meta(GroupGrant.Meta):
        unique_together = [["group", "permission", "content_object", "involvement"]]
        indexes = [
            models.Index(
                fields=["content_object", "permission", "group"],
                name="group_grant_of_case",
            )
        ]


class CaseUserGrant(UserGrant):
    """A named person may see a section of a case; projected, never typed."""

    content_object = models.ForeignKey("cases.Case", models.CASCADE)
    involvement = models.ForeignKey(Involvement, models.CASCADE)

    class Meta(UserGrant.Meta):
        unique_together = [["user", "permission", "content_object", "involvement"]]
        indexes = [
            models.Index(
                fields=["user", "permission", "content_object"],
                name="user_grant_of_person",
            )
        ]
