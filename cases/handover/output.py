"""What a caller is shown of a handover: the frozen charter, never the file."""

from rest_framework import serializers

from cases.handover.models import Handover
from cases.handover.words import Reached
from cases.involvement.models import Basis
from coordination.api.fields import Person
from coordination.api.steps import available_steps


class Side(serializers.Serializer[Handover]):
    """A department, as it was named then."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class HandoverRow(serializers.Serializer[Handover]):
    """A handover as one line of a list."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")
    citizen = serializers.CharField(source="case.citizen.name")
    giver = serializers.SerializerMethodField()
    receiver = serializers.SerializerMethodField()
    origin = serializers.ChoiceField(Handover.Origin.choices)
    reason = serializers.CharField()
    warm = serializers.BooleanField()
    planned = serializers.BooleanField()
    offered_at = serializers.DateTimeField()
    answer_by = serializers.DateField(
        allow_null=True,
        help_text="The last day on which an answer is in time, as the pages say it.",
    )
    lapses_at = serializers.DateTimeField(
        source="lapse_at",
        allow_null=True,
        help_text="The moment at which an unanswered offer lapses.",
    )
    escalated_to = serializers.ChoiceField(Reached.choices, allow_blank=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(Handover.State.choices)
    version = serializers.IntegerField()

    def get_giver(self, handover: Handover) -> Side:
        """Return who gives."""
        return side(handover.giver_id, handover.giver_name)

    def get_receiver(self, handover: Handover) -> Side:
        """Return who is asked."""
        return side(handover.receiver_id, handover.receiver_name)


class HandoverOutput(HandoverRow):
    """A handover with its charter, frozen when it was offered."""

    giver_person = Person()
    to_person = Person(allow_null=True)
    meeting_on = serializers.DateField(allow_null=True)
    our_part_ends = serializers.BooleanField()
    basis = serializers.ChoiceField(Basis.choices, allow_blank=True)
    basis_text = serializers.CharField()
    charter = serializers.DictField()
    contact_person = Person(allow_null=True)
    read_back = serializers.CharField()
    decline_code = serializers.ChoiceField(
        Handover.DeclineCode.choices, allow_blank=True
    )
    decline_text = serializers.CharField()
    not_met_because = serializers.CharField()
    objected_at = serializers.DateTimeField(allow_null=True)
    objection = serializers.CharField()
    available_steps = serializers.SerializerMethodField()

    def get_available_steps(self, handover: Handover) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(handover, self.context["request"].user)


def side(pk: int, name: str) -> Side:
    """Return a department by the name it had then."""
    # declared as its serializer, from which the schema reads what the call returns
    return Side({"id": pk, "name": name}).data  # type: ignore[arg-type,return-value]
