"""Contacts with the citizen over HTTP."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.case.models import Case
from cases.contact import actions
from cases.contact.models import Contact
from coordination.api.fields import (
    DepartmentChoice,
    Moment,
    Named,
    OfCase,
    Person,
    Text,
)
from coordination.api.nouns import Nouns
from coordination.api.steps import Steps, step


class ContactRow(serializers.Serializer[Contact]):
    """A conversation, call, visit or note; late entries show both times."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")
    department = Named()
    by = Person()
    kind = serializers.ChoiceField(Contact.Kind.choices)
    attended = serializers.BooleanField()
    note = serializers.CharField()
    happened_at = serializers.DateTimeField()
    logged_at = serializers.DateTimeField()
    not_taken_because = serializers.CharField()
    version = serializers.IntegerField()


class LogInput(serializers.Serializer[Any]):
    """How the citizen was met, when, and who carries the baton on."""

    department = DepartmentChoice()
    kind = serializers.ChoiceField(Contact.Kind.choices, default=Contact.Kind.CALL)
    attended = serializers.BooleanField(default=True)
    note = Text(default="", allow_blank=True)
    happened_at = Moment(default=None, allow_null=True)
    take_baton = serializers.BooleanField(
        default=False,
        help_text="Take the baton because your department had the last contact.",
    )
    not_taken_because = Text(
        max_length=300,
        default="",
        allow_blank=True,
        help_text="Why a department that had the last contact does not take the baton.",
    )

    def validate_happened_at(self, moment: Any) -> Any:
        """Return the moment, which has been."""
        if moment and moment > timezone.now():
            raise serializers.ValidationError(
                _("A contact cannot lie in the future. Check the date and time.")
            )
        return moment


class Contacts(Nouns):
    """Conversations, calls and visits; other departments' only where notes are open."""

    model = Contact
    filters, row, output = OfCase, ContactRow, ContactRow

    def shown(self, rows: Any) -> Any:
        """Bring along who wrote it, and for whom."""
        return rows.select_related("case", "department", "by")


class OfOneCase(Steps):
    """What logs a contact."""

    model = Case

    @step(LogInput, makes=True)
    def contact(self, case: Case, *, version: int | None, **said: Any) -> Contact:
        """Write down that the citizen was met, or not."""
        return actions.log(case, **said)
