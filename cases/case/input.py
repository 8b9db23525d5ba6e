"""What a caller says about a case."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.case.models import Case
from cases.citizen.input import NewCitizen
from cases.citizen.models import Citizen
from cases.involvement.models import Basis
from coordination.api.fields import Choice, DepartmentChoice, PersonChoice, Text


class KnownCitizen(Choice):
    """A citizen whom the caller may see."""

    def __init__(self, **wishes: Any) -> None:
        super().__init__(queryset=Citizen.objects.all(), **wishes)

    def get_queryset(self) -> Any:
        """Return the citizens of the caller's cases."""
        return Citizen.objects.visible_to(self.context["request"].user)


class OpenInput(serializers.Serializer[Any]):
    """A new case: for a citizen one knows, or for somebody new."""

    citizen = KnownCitizen(required=False)
    new_citizen = NewCitizen(required=False)
    department = DepartmentChoice()
    reason = Text(max_length=200)
    target_group = serializers.ChoiceField(
        Case.TargetGroup.choices, default=Case.TargetGroup.OTHER
    )
    by_application = serializers.BooleanField(default=False)
    basis = serializers.ChoiceField(
        [(b.value, b.label) for b in (Basis.STATUTE, Basis.NECESSITY)],
        default=Basis.NECESSITY.value,
    )
    basis_text = Text(max_length=300, default="", allow_blank=True)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Let the call be about exactly one citizen."""
        if ("citizen" in said) == ("new_citizen" in said):
            sentence = _("Say who it is about: either citizen or new_citizen.")
            raise serializers.ValidationError(sentence)
        return said


class CoordinateInput(serializers.Serializer[Any]):
    """Who coordinates, and who stands in."""

    coordinator = PersonChoice()
    deputy = PersonChoice()


class ReasonInput(serializers.Serializer[Any]):
    """Why."""

    reason = Text(max_length=300)


class CloseInput(serializers.Serializer[Any]):
    """How the case ended."""

    outcome = serializers.ChoiceField(Case.Outcome.choices)
    note = Text(max_length=500, default="", allow_blank=True)


class ReassignInput(serializers.Serializer[Any]):
    """Which colleague becomes the contact person."""

    to = PersonChoice()
    note = Text(max_length=300, default="", allow_blank=True)
