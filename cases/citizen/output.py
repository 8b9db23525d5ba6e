"""What a caller is shown of a citizen; what is protected stays hidden."""

from rest_framework import serializers

from cases.citizen.models import Citizen


class CitizenOutput(serializers.Serializer[Citizen]):
    """A citizen, without the last digits of the number and any protected address."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    called = serializers.CharField()
    cpr = serializers.CharField(source="cpr_masked")
    born_on = serializers.DateField(allow_null=True)
    phone = serializers.CharField()
    email = serializers.CharField()
    address = serializers.SerializerMethodField()
    address_protected = serializers.BooleanField()
    channel = serializers.CharField()
    language = serializers.CharField()
    interpreter = serializers.BooleanField()
    representative = serializers.CharField()
    stop = serializers.CharField()

    def get_address(self, citizen: Citizen) -> str:
        """Return the address, unless it is protected."""
        return "" if citizen.address_protected else citizen.address
