"""Contacts with the citizen."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from cases.contact.elsewhere import met_elsewhere
from coordination.access import Section, VisibleQuerySet, granted
from coordination.calendar import end_of_minute
from coordination.models import Department, User
from coordination.workflow import Part, because, is_historical

A_YEAR = timedelta(days=366)


class ContactQuerySet(VisibleQuerySet["Contact"]):
    """Contacts in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep the own department's, and others' where the notes are open."""
        own = Q(granted(user, Section.CORE, "case_id")) & Q(
            department__in=user.department_ids
        )
        return self.filter(own | granted(user, Section.NOTES, "case_id"))

    def counting(self) -> Self:
        """Keep those in which somebody spoke with the citizen."""
        return self.filter(attended=True, kind__in=Contact.COUNTING)


@because(_("The case is closed. Reopen it first."))
def case_is_active(contact: "Contact") -> bool:
    """Ask whether the case is still worked on."""
    return bool(contact.case.is_active)


@because(_("A contact cannot lie in the future. Check the date and time."))
def has_happened(contact: "Contact") -> bool:
    """Ask whether the contact is over."""
    return contact.happened_at <= timezone.now()


@because(_("A contact is at most a year old. Check the date."))
def is_recent(contact: "Contact") -> bool:
    """Ask whether the contact is no slip of the pen, unless a log is replayed."""
    return is_historical() or contact.happened_at > timezone.now() - A_YEAR


def by_the_department(contact: "Contact", user: User) -> bool:
    """Let people write for the department they work in, on a case it takes part in."""
    return user.works_for(contact.department_id) and contact.case.involves(user)


class Contact(Part):
    """A conversation, call, visit or note; late entries show both times."""

    class State(models.TextChoices):
        """A contact is logged, and stays."""

        LOGGED = "logged", _("Logged")

    class Kind(models.TextChoices):
        """How the citizen was met."""

        CALL = "call", _("Phone call")
        MEETING = "meeting", _("Meeting")
        VISIT = "visit", _("Home visit")
        WRITTEN = "written", _("Letter or message")
        NOTE = "note", _("Note without contact")

    # A no-show, a letter or an internal note is not the last contact (DESIGN §3).
    COUNTING = (Kind.CALL, Kind.MEETING, Kind.VISIT)

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="contacts")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.CALL
    )
    attended = models.BooleanField(_("the citizen was there"), default=True)
    note = models.TextField(_("note"), blank=True)
    happened_at = models.DateTimeField(_("when"))
    logged_at = models.DateTimeField(null=True)
    not_taken_because = models.CharField(max_length=300, blank=True)
    # names the form that was sent, so that a second press stores nothing twice
    sent_as = models.UUIDField(null=True, unique=True, editable=False)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="logged"), name="contact_state_is_known"
            )
        ]
        indexes = [
            models.Index(fields=["case", "-happened_at"], name="contact_of_case")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.case}"

    @property
    def counts(self) -> bool:
        """Whether this is a contact in the sense of the last-contact rule."""
        return self.attended and self.kind in self.COUNTING

    def is_the_last(self) -> bool:
        """Say whether it counts, and no other department met the citizen later.

        A mentor is no department, so a visit is no later contact unless the
        municipality counts visits as those of the mentor's department.
        """
        if not self.counts:
            return False
        case, department = self.case_id, self.department_id
        since = end_of_minute(self.happened_at)
        later = Contact.objects.counting().filter(case=case, happened_at__gte=since)
        if later.exclude(department=department).exists():
            return False
        return not met_elsewhere(case, department, since)

    @transition(
        state,
        source="new",
        target=State.LOGGED,
        conditions=[case_is_active, has_happened, is_recent],
        permission=by_the_department,
    )
    def log(self, *, at: Any) -> dict[str, Any]:
        """Write down that the citizen was met, or not."""
        self.logged_at = at
        return {
            "kind": self.kind,
            "attended": self.attended,
            "counts": self.counts,
            "department": self.department_id,
        }
