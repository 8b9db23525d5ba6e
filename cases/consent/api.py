"""The citizen's consents over HTTP."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.case.models import Case
from cases.consent import actions
from cases.consent.models import Consent
from coordination.api.fields import DepartmentChoice, LastDay, Named, OfCase, Text
from coordination.api.nouns import Nouns
from coordination.api.steps import Steps, step


class ConsentRow(serializers.Serializer[Consent]):
    """What a citizen has agreed to."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")
    kind = serializers.ChoiceField(Consent.Kind.choices)
    departments = Named(many=True, source="departments.all")
    purpose = serializers.CharField()
    way = serializers.ChoiceField(Consent.Way.choices)
    given_at = serializers.DateTimeField()
    until = serializers.DateField(
        source="holds_until",
        allow_null=True,
        help_text="The last day on which it holds, if the citizen has set one.",
    )
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(Consent.State.choices)
    version = serializers.IntegerField()


class GiveInput(serializers.Serializer[Any]):
    """Who may know what for, until when, and how the citizen said so."""

    kind = serializers.ChoiceField(Consent.Kind.choices, default=Consent.Kind.SHARING)
    departments = serializers.ListField(
        child=DepartmentChoice(), default=list, max_length=50
    )
    purpose = Text(max_length=300)
    way = serializers.ChoiceField(Consent.Way.choices, default=Consent.Way.SPOKEN)
    until = LastDay(
        default=None,
        allow_null=True,
        help_text="The last day on which it holds; leave it out if there is none.",
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Let a consent to sharing name those who share."""
        if said["kind"] == Consent.Kind.SHARING and not said["departments"]:
            sentence = _("Choose the departments the citizen agrees to.")
            raise serializers.ValidationError({"departments": [sentence]})
        return said


class TakeBackInput(serializers.Serializer[Any]):
    """What the citizen said when taking a consent back."""

    note = Text(max_length=500, default="", allow_blank=True)


class Consents(Nouns):
    """What a citizen has agreed to, in acts that can be taken back at any time."""

    model = Consent
    filters, row, output = OfCase, ConsentRow, ConsentRow

    def shown(self, rows: Any) -> Any:
        """Bring along the departments."""
        return rows.select_related("case").prefetch_related("departments")

    @step(TakeBackInput)
    def withdraw(self, consent: Consent, **said: Any) -> None:
        """Take a consent back: what rests on it ends at once."""
        actions.withdraw(consent, **said)


class OfOneCase(Steps):
    """What gives a consent."""

    model = Case

    @step(GiveInput, makes=True)
    def consent(self, case: Case, *, version: int | None, **said: Any) -> Consent:
        """Note what the citizen agrees to."""
        return actions.give(case, **said)
