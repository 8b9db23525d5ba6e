"""What a phone asks before it sends, and the intake of what it has sealed."""

import base64
import binascii
from typing import Any, cast

from django.middleware.csrf import get_token
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.api.fields import Moment
from coordination.api.words import understand
from coordination.models import User
from coordination.tokens import SessionAuthentication
from mentors.sealed import intake, keys
from mentors.sealed.intake import Envelope, Taken
from mentors.sealed.slots import slots_of
from mentors.sealed.telling import tell
from mentors.sealed.unsent import tell_leaders

MOST = 50  # records in one call; a phone sends one call after another
LONGEST_KEY = 80
LARGEST = 2**31 - 1


class KeyOutput(serializers.Serializer[Any]):
    """What a phone seals to now: a point on P-256, uncompressed, in base64."""

    id = serializers.CharField()
    public = serializers.CharField()


class SlotOutput(serializers.Serializer[Any]):
    """When a visit is planned; whose it is, is not said."""

    planned = serializers.IntegerField()
    mentorship = serializers.IntegerField()
    starts_at = serializers.DateTimeField()


class SessionOutput(serializers.Serializer[Any]):
    """Who is signed in on this phone, and what it needs to write and send."""

    owner = serializers.CharField()
    language = serializers.CharField()
    csrf = serializers.CharField()
    key = KeyOutput()
    slots = SlotOutput(many=True)


class Bytes(serializers.CharField):
    """Bytes in base64."""

    def to_internal_value(self, value: Any) -> Any:
        """Return the bytes."""
        try:
            return base64.b64decode(super().to_internal_value(value), validate=True)
        except (binascii.Error, ValueError) as error:
            raise serializers.ValidationError(
                _("This could not be read as base64.")
            ) from error


class RecordInput(serializers.Serializer[Any]):
    """One sealed visit: what can be read of it from outside."""

    id = serializers.UUIDField()
    owner = serializers.RegexField(r"^[0-9]{1,18}$")
    key = serializers.CharField(max_length=LONGEST_KEY)
    format = serializers.IntegerField(min_value=0, max_value=32767)
    sealed = Bytes()


class RecordsInput(serializers.Serializer[Any]):
    """What a phone sends in one call, and how much waits on it."""

    records = serializers.ListField(child=RecordInput(), max_length=MOST)
    waiting = serializers.IntegerField(min_value=0, max_value=LARGEST, default=0)
    oldest_at = Moment(default=None, allow_null=True)
    tell = serializers.UUIDField(
        default=None,
        allow_null=True,
        help_text="The record whose writer waits for a sentence on the next page.",
    )


class AnswerOutput(serializers.Serializer[Any]):
    """What became of one record, once that is committed."""

    id = serializers.UUIDField()
    outcome = serializers.ChoiceField(intake.OUTCOMES)
    place = serializers.CharField(required=False)


class AnswersOutput(serializers.Serializer[Any]):
    """What became of each record; a phone lets go of all but the last two outcomes."""

    records = AnswerOutput(many=True)


class OnAPhone(APIView):
    """Calls by the signed-in person of a page; a token is for other systems."""

    authentication_classes = [SessionAuthentication]

    def by(self) -> User:
        """Return the person who calls."""
        return cast(User, self.request.user)


@method_decorator(never_cache, name="dispatch")
class Session(OnAPhone):
    """Who is signed in on this phone now."""

    @extend_schema(responses=SessionOutput)
    def get(self, request: Request) -> Response:
        """Return whose visits can be sent, a fresh token, the key, the planned times.

        401 when nobody is signed in: the phone keeps everything and says so.
        """
        key_id, public = keys.current()
        told = {
            "owner": str(self.by().pk),
            "language": get_language(),
            "csrf": get_token(request._request),
            "key": {"id": key_id, "public": public},
            "slots": slots_of(self.by()),
        }
        return Response(SessionOutput(told).data)


class SealedVisits(OnAPhone):
    """The intake of what phones have sealed."""

    # each record has an id of its own, and is answered by it
    takes_no_key = True

    @extend_schema(
        request=RecordsInput,
        responses=AnswersOutput,
        description=(
            "Take in sealed visits, each committed by itself. stored: it is a visit"
            " now. seen: it was before. held: its id stood for other content; a person"
            " decides. unplaced: its author must say whom it was about. waiting: no key"
            " here opens it yet; it is kept. not_yours: sealed by somebody else on the"
            " same phone, not looked at. failed: keep it and try again."
        ),
    )
    def post(self, request: Request) -> Response:
        """Return what became of each record."""
        said = understand(RecordsInput, request)
        answers = [self.take_in(record, said["tell"]) for record in said["records"]]
        tell_leaders(self.by(), waiting=said["waiting"], oldest_at=said["oldest_at"])
        return Response({"records": answers})

    def take_in(self, record: dict[str, Any], told: Any) -> dict[str, str]:
        """Return what became of one record, and where its writer goes on."""
        envelope = Envelope(
            client_id=record["id"],
            owner=int(record["owner"]),
            key=record["key"],
            format=record["format"],
            sealed=record["sealed"],
        )
        taken: Taken = intake.take_in_one_of_many(envelope, by=self.by())
        answer = {"id": str(envelope.client_id), "outcome": taken.outcome}
        if envelope.client_id == told and taken.outcome in intake.COMMITTED:
            answer["place"] = tell(self.request._request, taken)
        return answer
