"""What a caller is shown of a case; never more than the core of its file."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.baton.api import HeldOutput, PeriodOutput
from cases.case.models import Case
from cases.citizen.output import CitizenOutput
from cases.involvement.output import InvolvementRow
from coordination.api.fields import Person
from coordination.api.steps import available_steps


class CaseRow(serializers.Serializer[Case]):
    """A case as one line of a list."""

    id = serializers.IntegerField(source="pk")
    number = serializers.CharField()
    state = serializers.ChoiceField(Case.State.choices)
    version = serializers.IntegerField()
    reason = serializers.CharField()
    citizen = Person()
    baton = serializers.SerializerMethodField()
    coordinator = Person(allow_null=True)
    next_due_on = serializers.DateField(allow_null=True)
    opened_at = serializers.DateTimeField()

    @extend_schema_field(HeldOutput(allow_null=True))
    def get_baton(self, case: Case) -> Any:
        """Return who holds it now."""
        current = case.current_periods  # type: ignore[attr-defined]  # by with_people
        return HeldOutput(current[0]).data if current else None


class CaseOutput(serializers.Serializer[Case]):
    """A case, with everybody who has a part in it and what the caller may do now."""

    id = serializers.IntegerField(source="pk")
    number = serializers.CharField()
    state = serializers.ChoiceField(Case.State.choices)
    version = serializers.IntegerField()
    reason = serializers.CharField()
    target_group = serializers.ChoiceField(Case.TargetGroup.choices)
    by_application = serializers.BooleanField()
    citizen = CitizenOutput()
    baton = HeldOutput(allow_null=True)
    relay = PeriodOutput(many=True, source="periods.all")
    parties = serializers.SerializerMethodField()
    coordinator = Person(allow_null=True)
    coordinator_deputy = Person(allow_null=True)
    needs_coordinator = serializers.BooleanField()
    no_coordinator_because = serializers.CharField()
    paused_because = serializers.CharField()
    offer = serializers.SerializerMethodField()
    next_due_on = serializers.DateField(allow_null=True)
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    available_steps = serializers.SerializerMethodField()

    @extend_schema_field(InvolvementRow(many=True))
    def get_parties(self, case: Case) -> Any:
        """Return who takes part now."""
        parts = [part for part in case.involvements.all() if part.is_active]
        return InvolvementRow(parts, many=True).data

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_offer(self, case: Case) -> int | None:
        """Return the handover that waits for an answer."""
        return case.offer.pk if case.offer else None

    def get_available_steps(self, case: Case) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(case, self.context["request"].user)
