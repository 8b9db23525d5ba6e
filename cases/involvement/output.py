"""What a caller is shown of a part in a case."""

from typing import Any

from rest_framework import serializers

from cases.involvement.models import Basis, Involvement, Kind
from coordination.api.fields import Named, Person


class InvolvementRow(serializers.Serializer[Any]):
    """Who takes part in a case, and on what basis."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")
    kind = serializers.ChoiceField(Kind.choices)
    department = Named(allow_null=True)
    person = Person(allow_null=True)
    basis = serializers.ChoiceField(Basis.choices)
    basis_text = serializers.CharField()
    consent = serializers.IntegerField(source="consent_id", allow_null=True)
    sections = serializers.ListField(child=serializers.CharField())
    since = serializers.DateTimeField()
    until = serializers.DateField(
        source="last_day", allow_null=True, help_text="The last day of the part."
    )
    ends_at = serializers.DateTimeField(
        source="until",
        allow_null=True,
        help_text="The moment from which nothing can be seen any more.",
    )
    state = serializers.ChoiceField(Involvement.State.choices)
    version = serializers.IntegerField()
