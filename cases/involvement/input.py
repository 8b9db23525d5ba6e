"""What a caller says about a part in a case, and about the basis for it."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.consent.models import Consent
from cases.involvement.models import Basis
from coordination.access import Section
from coordination.api.fields import DepartmentChoice, LastDay, PartChoice, Text


class BasisInput(serializers.Serializer[Any]):
    """The right to know: one of the citizen's consents, a provision, a necessity."""

    basis = serializers.ChoiceField(Basis.choices)
    basis_text = Text(max_length=300, default="", allow_blank=True)
    consent = PartChoice(of=Consent.objects.all, default=None, allow_null=True)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Ask for what the basis rests on."""
        basis = said.get("basis", "")
        if basis == Basis.CONSENT and not said.get("consent"):
            raise serializers.ValidationError(
                {"consent": [_("Name the consent that this rests on.")]}
            )
        if basis and basis != Basis.CONSENT:
            said["consent"] = None
            if not said.get("basis_text"):
                raise serializers.ValidationError(
                    {"basis_text": [_("Write the provision or the reason.")]}
                )
        return said


class InvolveInput(BasisInput):
    """Which department joins, on what basis, and what it may see."""

    department = DepartmentChoice()
    sections = serializers.MultipleChoiceField(
        choices=[(section.value, section.label) for section in Section],
        default=set(Section.values),
    )
    until = LastDay(
        default=None,
        allow_null=True,
        help_text="The last day of the part. With a consent, the consent decides.",
    )

    def validate_sections(self, chosen: set[str]) -> list[str]:
        """Return the sections; whoever takes part sees the core."""
        return [s for s in Section.values if s in {*chosen, Section.CORE.value}]


class LeaveInput(serializers.Serializer[Any]):
    """Why a part ends."""

    note = Text(max_length=300, default="", allow_blank=True)
