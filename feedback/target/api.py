"""What the municipality aims for, over HTTP."""

from typing import Any, cast

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.api.idempotency import once
from coordination.api.words import understand
from coordination.models import User
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.indicators import indicators
from feedback.leaders.views import admit
from feedback.target import actions
from feedback.target.forms import field_for
from feedback.target.models import Target


class TargetOutput(serializers.Serializer[Target]):
    """What one indicator is to reach; a share in per cent."""

    indicator = serializers.CharField()
    value = serializers.DecimalField(max_digits=6, decimal_places=2)
    set_at = serializers.DateTimeField()


class TargetsInput(serializers.Serializer[Any]):
    """Targets by indicator, each a number or null; those not named stay."""

    targets = serializers.DictField(
        child=serializers.DecimalField(
            max_digits=6, decimal_places=2, min_value=0, allow_null=True
        ),
        allow_empty=False,
    )

    def validate_targets(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Refuse what nobody follows, and values that cannot be reached."""
        known = {i.code: i for i in indicators(load(HANDOVER_PULSE))}
        wrong = {}
        for code, value in wanted.items():
            if code not in known:
                wrong[code] = [_("There is no such indicator.")]
                continue
            if value is None:
                continue
            field = field_for(known[code])
            least, most = field.min_value, field.max_value
            if not (least or 0) <= value <= (most or value):
                wrong[code] = [str(field.help_text)]
        if wrong:
            raise serializers.ValidationError(wrong)
        return wanted


def shown() -> Any:
    """Return every target as the API shows it."""
    targets: Any = Target.objects.all()
    return TargetOutput(targets, many=True).data


class Targets(APIView):
    """What the municipality aims for."""

    @extend_schema(responses=TargetOutput(many=True))
    def get(self, request: Request) -> Response:
        """Return every target."""
        admit(cast(User, request.user), table="targets")
        return Response(shown())

    @extend_schema(request=TargetsInput, responses=TargetOutput(many=True))
    def post(self, request: Request) -> Response:
        """Change targets; leaders of the lead department do."""

        def work() -> Response:
            said = understand(TargetsInput, request)
            actions.change(said["targets"], by=cast(User, request.user))
            return Response(shown())

        return once(request, work)
