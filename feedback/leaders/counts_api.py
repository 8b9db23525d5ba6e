"""A whole published table over HTTP, as bare counts; the database writes the answer."""

from typing import Any, cast

from django.db import connection
from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from coordination.models import User
from feedback.answer.models import Count
from feedback.instrument.catalogue import HANDOVER_PULSE, names
from feedback.leaders.names import DIMENSIONS
from feedback.leaders.views import admit

# Two years of a table are thousands of counts: to make objects of them would cost
# several times what reading them does.
AS_JSON = """
SELECT json_build_object(
    'instrument', %(instrument)s::text,
    'columns', json_build_array('until', 'value', 'item', 'category', 'n'),
    'counts', coalesce(
        json_agg(json_build_array(until, value, item, category, n)), '[]'::json
    )
)::text
FROM feedback_count
WHERE "table" = %(table)s AND dimension = %(dimension)s AND instrument = %(instrument)s
"""


class CountsOutput(serializers.Serializer[Any]):
    """Rows of [until, value, item, category, n] in no order.

    The item is empty where it is counted who was asked and who answered; a category
    `hidden` stands where a cell is not shown.
    """

    instrument = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    counts = serializers.ListField(child=serializers.ListField())


class Counts(APIView):
    """One of the fixed tables, all its closed periods, in one wording."""

    @extend_schema(
        parameters=[
            OpenApiParameter("instrument", description="The wording; today's if none.")
        ],
        responses=CountsOutput,
    )
    def get(self, request: Request, table: str, dimension: str) -> HttpResponse:
        """Return every published count of a table by one dimension."""
        admit(cast(User, request.user), table=table[:20], by=dimension[:20])
        tables = set(Count.Table.values) - {Count.Table.ROUND}
        instrument = request.query_params.get("instrument", HANDOVER_PULSE)
        known = instrument == HANDOVER_PULSE or instrument in names()
        if table not in tables or dimension not in DIMENSIONS or not known:
            raise Http404
        asked = {"instrument": instrument, "table": table, "dimension": dimension}
        with connection.cursor() as cursor:
            cursor.execute(AS_JSON, asked)
            (body,) = cursor.fetchone()
        return HttpResponse(body, content_type="application/json")
