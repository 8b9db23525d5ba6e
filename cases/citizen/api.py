"""Citizens over HTTP; they are registered together with their first case."""

from typing import Any

from rest_framework import serializers

from cases.citizen import actions
from cases.citizen.input import CorrectInput, RevealInput
from cases.citizen.models import Citizen
from cases.citizen.output import CitizenOutput
from coordination.api.steps import Steps, step


class AddressOutput(serializers.Serializer[Any]):
    """A protected address, seen once."""

    address = serializers.CharField()


class CPROutput(serializers.Serializer[Any]):
    """A whole CPR number, seen once."""

    cpr = serializers.CharField()


class CorrectedOutput(serializers.Serializer[Any]):
    """Which citizen was corrected, and what of them was not so before."""

    id = serializers.IntegerField()
    changed = serializers.ListField(
        child=serializers.CharField(),
        help_text="Empty where everything was so already; then nothing is recorded.",
    )


class Citizens(Steps):
    """The person the work is for."""

    model = Citizen
    output = CitizenOutput

    @step(CorrectInput, answers=CorrectedOutput)
    def correct(
        self, citizen: Citizen, *, version: int | None, **said: Any
    ) -> dict[str, Any]:
        """Change a citizen's details, and the address book with them."""
        changed = actions.correct(citizen, version=version, **said)
        return {"id": citizen.pk, "changed": changed}

    @step(RevealInput, answers=AddressOutput, keep=False)
    def reveal_address(
        self, citizen: Citizen, *, version: int | None, **said: Any
    ) -> dict[str, Any]:
        """Show a protected address; the look is recorded with its reason."""
        return {"address": actions.reveal_address(citizen, **said)}

    @step(RevealInput, answers=CPROutput, keep=False)
    def reveal_cpr(
        self, citizen: Citizen, *, version: int | None, **said: Any
    ) -> dict[str, Any]:
        """Show the whole CPR number; the look is recorded with its reason."""
        return {"cpr": actions.reveal_cpr(citizen, **said)}
