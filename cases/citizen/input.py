"""What a caller says about a citizen."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from rest_framework import serializers

from cases.citizen import cpr
from cases.citizen.checks import check_birth, check_phone
from cases.citizen.forms import LANGUAGES, NEEDED
from coordination.api.fields import Day, Text
from coordination.models.message import Channel, Stop


class CPRField(serializers.CharField):
    """A CPR number, checked as far as one can be."""

    def to_internal_value(self, data: Any) -> str:
        """Return the ten digits, or nothing."""
        text = super().to_internal_value(data)
        try:
            return cpr.clean(text) if text else ""
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


class CitizenDetails(serializers.Serializer[Any]):
    """Who the citizen is, and how to reach them."""

    name = Text(max_length=120)
    called = Text(max_length=60, allow_blank=True, required=False)
    cpr = CPRField(max_length=14, allow_blank=True, required=False)
    born_on = Day(allow_null=True, required=False, validators=[check_birth])
    phone = Text(
        max_length=20, allow_blank=True, required=False, validators=[check_phone]
    )
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    address = Text(max_length=200, allow_blank=True, required=False)
    address_protected = serializers.BooleanField(required=False)
    channel = serializers.ChoiceField(Channel.choices, allow_blank=True, required=False)
    language = serializers.ChoiceField(LANGUAGES, required=False)
    interpreter = serializers.BooleanField(required=False)
    representative = Text(max_length=200, allow_blank=True, required=False)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Ask for what the chosen way of writing needs."""
        known = self.context.get("subject")
        channel = said.get("channel", getattr(known, "channel", ""))
        if channel and Channel(channel) in NEEDED:
            needed, sentence = NEEDED[Channel(channel)]
            if not said.get(needed, getattr(known, needed, "")):
                raise serializers.ValidationError({needed: [sentence]})
        return said


class NewCitizen(CitizenDetails):
    """Somebody who was not known before."""

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Mark who is made up."""
        said = super().validate(said)
        return said | {"fictive": True} if settings.DEMO else said


class CorrectInput(CitizenDetails):
    """What is otherwise than we thought; what is not named stays as it is."""

    name = Text(max_length=120, required=False)
    stop = serializers.ChoiceField(Stop.choices, allow_blank=True, required=False)


class RevealInput(serializers.Serializer[Any]):
    """Why somebody must see what is hidden."""

    reason = Text(max_length=200)
