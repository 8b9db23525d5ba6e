"""The worklist over HTTP: the views of the page, from the same queries."""

from typing import Any, cast

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.handover.output import HandoverRow
from cases.plan.api import MeasureRow
from cases.worklist import queries
from cases.worklist.queries import OF_CASES, SORTS, Order, View
from coordination.access import record_list
from coordination.api.fields import IdFilter
from coordination.models import User

SORTED_BY = [f"{way}{column}" for column in SORTS for way in ("", "-")]


class WorklistFilters(serializers.Serializer[Any]):
    """Which view, after which row, and for cases: sorted by what."""

    view = serializers.ChoiceField(View.choices, default=View.MINE.value)
    sort = serializers.ChoiceField(SORTED_BY, default="deadline")
    after = IdFilter(help_text="The last row of the page before.")


class HeldCase(serializers.Serializer[Any]):
    """A case as one line of the worklist."""

    id = serializers.IntegerField(source="pk")
    number = serializers.CharField()
    citizen = serializers.CharField(source="citizen.name")
    state = serializers.CharField()
    department = serializers.CharField(source="department_name", allow_null=True)
    holder = serializers.CharField(source="holder_name", allow_null=True)
    held_since = serializers.DateTimeField(allow_null=True)
    coming_from = serializers.CharField(allow_null=True)
    offered_to = serializers.CharField(allow_null=True)
    next_due_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class WorklistOutput(serializers.Serializer[Any]):
    """One view: cases, handovers or measures, whichever the view is of."""

    view = serializers.ChoiceField(View.choices)
    cases = HeldCase(many=True)
    handovers = HandoverRow(many=True)
    measures = MeasureRow(many=True)
    more = serializers.BooleanField(help_text="Whether there are rows after these.")


class Worklist(APIView):
    """What waits for the caller, the most urgent first."""

    @extend_schema(parameters=[WorklistFilters], responses=WorklistOutput)
    def get(self, request: Request) -> Response:
        """Return one view of the work, with the list on record."""
        asked = WorklistFilters(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        user = cast(User, request.user)
        view = asked.validated_data["view"]
        kind, rows = find(user, **asked.validated_data)
        shown = rows[: queries.ROWS]
        ids = [getattr(row, "case_id", row.pk) for row in shown]
        record_list("case.list", ids, by=user, view=str(view))
        found = {"cases": [], "handovers": [], "measures": [], kind: shown}
        more = len(rows) > queries.ROWS
        return Response(WorklistOutput({"view": view, "more": more, **found}).data)


def find(
    user: User, *, view: str, sort: str, after: int | None = None
) -> tuple[str, list[Any]]:
    """Return what the view is of, and one row more than a page."""
    if view in OF_CASES:
        cases = queries.case_rows().filter(queries.which_cases(view, user))
        order = Order.read(sort)
        return "cases", queries.list_cases(cases, user, order=order, after=after)
    kind = "measures" if view == View.TASKS else "handovers"
    return kind, queries.list_others(view, user, after=after)


urlpatterns = [path("worklist/", Worklist.as_view(), name="api-worklist")]
