"""A closed round's results over HTTP: the figures of the page and of the report."""

from typing import Any, cast

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.models import User
from feedback.leaders.views import admit
from feedback.result.selection import Selection
from feedback.result.views import find
from feedback.round.report import tell_round

BY = OpenApiParameter("by", str, description="One dimension the round is broken by.")
BESIDE = OpenApiParameter("benchmark", str, description="The id of a benchmark.")


class Results(APIView):
    """The published figures of one closed round."""

    @extend_schema(parameters=[BY, BESIDE], responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, pk: int) -> Response:
        """Return the round's figures, and those of one dimension if it is asked for.

        Shares name their denominators; a hidden figure is {"hidden": true}.
        """
        admit(cast(User, request.user), round=pk)
        held = find(pk)
        asked: dict[str, Any] = request.query_params.dict()
        chosen = Selection.of(asked, held)
        by = asked.get("by", "")
        if by and by not in chosen.dimensions:
            raise Http404
        means = chosen.benchmark.means if chosen.benchmark else None
        return Response(tell_round(held, by=by, benchmark=means))
