"""Opening a case in an emergency over HTTP."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.emergency import actions, queries
from cases.emergency.actions import LONGEST_REASON, SHORTEST_REASON, too_short
from cases.involvement.models import Involvement
from cases.involvement.output import InvolvementRow
from cases.worklist.search import LONGEST
from coordination.api.fields import Text
from coordination.api.idempotency import once
from coordination.api.steps import Steps


class EmergencyInput(serializers.Serializer[Any]):
    """Which case, by its exact number or the citizen's; and why it cannot wait."""

    number = Text(max_length=LONGEST)
    reason = Text(max_length=LONGEST_REASON)

    def validate_reason(self, text: str) -> str:
        """Return the reason, if others can judge it."""
        if len(text) < SHORTEST_REASON:
            raise serializers.ValidationError(too_short(len(text)))
        return text


class Emergencies(Steps):
    """Access to a case that is not one's own: for hours, to read, told of at once."""

    model = Involvement

    @extend_schema(request=EmergencyInput, responses={201: InvolvementRow})
    def create(self, request: Request) -> Response:
        """Open a case in an emergency; the answer says until when it can be read."""

        def work() -> Response:
            said = self.understand(EmergencyInput)
            case = queries.find(said["number"], by=self.by())
            if case is None:
                sentence = _("No case has this number. Check it, digit by digit.")
                raise serializers.ValidationError({"number": [sentence]})
            part = actions.open_case(case, by=self.by(), reason=said["reason"])
            return Response(InvolvementRow(part).data, status=201)

        return once(request, work)
