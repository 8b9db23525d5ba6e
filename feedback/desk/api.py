"""The counter's look for a code over HTTP.

The search takes no Idempotency-Key: what is stored for one would be a digest of a name.
"""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.api.fields import Text
from coordination.api.words import understand
from coordination.models import User
from feedback.desk import finding
from feedback.desk.forms import LONGEST_NAME, SHORTEST_NAME
from feedback.interview.api import within
from feedback.invitation.code import code_of
from feedback.invitation.mode import Mode
from feedback.invitation.models import Invitation


class NameInput(serializers.Serializer[Any]):
    """The name of whoever has come, or three letters of it."""

    name = Text(min_length=SHORTEST_NAME, max_length=LONGEST_NAME)


class PersonAtTheCounter(serializers.Serializer[Invitation]):
    """Somebody who can answer now."""

    id = serializers.IntegerField(source="pk")
    round = serializers.IntegerField(source="round_id")
    name = serializers.CharField(source="recipient.name")
    address = serializers.CharField(source="recipient.address")


class PeopleFound(serializers.Serializer[Any]):
    """Some of those with such a name; `more` says that there are others."""

    found = PersonAtTheCounter(many=True)
    more = serializers.BooleanField()


class CodeOutput(serializers.Serializer[Any]):
    """The code of one person, and where it can be used."""

    id = serializers.IntegerField()
    round = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField()
    on_tablet = serializers.BooleanField()
    on_paper = serializers.BooleanField()


class Search(APIView):
    """Who has come without a letter."""

    takes_no_key = True

    @extend_schema(request=NameInput, responses=PeopleFound)
    def post(self, request: Request) -> Response:
        """Return who with such a name can answer now, with the look on record."""
        user = cast(User, request.user)
        finding.admit(user)
        found = finding.look_up(understand(NameInput, request)["name"], by=user)
        listed: Any = found[: finding.MOST]
        rows = PersonAtTheCounter(listed, many=True).data
        return Response({"found": rows, "more": len(found) > finding.MOST})


class Code(APIView):
    """The code of one person."""

    @extend_schema(responses=CodeOutput)
    def get(self, request: Request, pk: int) -> Response:
        """Return somebody's code, with the look on record."""
        found = finding.find(within(pk), by=cast(User, request.user))
        modes = found.round.modes if found.round else []
        return Response(
            {
                "id": found.pk,
                "round": found.round_id,
                "name": found.recipient.name if found.recipient else "",
                "code": code_of(found),
                "on_tablet": Mode.TABLET in modes,
                "on_paper": Mode.PAPER in modes,
            }
        )
