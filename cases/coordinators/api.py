"""Who coordinates which case, over HTTP."""

from typing import Any, cast

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.case.models import Case
from cases.coordinators.queries import NAME, seen_to_by
from coordination.access import record_list
from coordination.api.fields import Person
from coordination.models import User
from coordination.paging import Pages
from coordination.schema import CURSOR, page_of


class CoordinatedRow(serializers.Serializer[Case]):
    """A case by its number, and nothing of the citizen."""

    id = serializers.IntegerField(source="pk")
    number = serializers.CharField()
    state = serializers.ChoiceField(Case.State.choices)
    opened_at = serializers.DateTimeField()
    departments = serializers.ListField(child=serializers.CharField())
    coordinator = Person(allow_null=True)
    deputy = Person(source="coordinator_deputy", allow_null=True)
    version = serializers.IntegerField()


class Coordinators(APIView):
    """The cases that have a coordinator, or departments enough for one."""

    @extend_schema(parameters=[CURSOR], responses=page_of(CoordinatedRow))
    def get(self, request: Request) -> Response:
        """Return those whose coordinator the caller may name without a part in them.

        For coordinators and leaders of the department that coordinates. The name is
        given at `cases/{id}/coordinate/`; the case itself stays closed to them.
        """
        user = cast(User, request.user)
        pages = Pages(request)
        found: Any = pages.fill(
            seen_to_by(user), lambda rows, limit: list(rows[:limit])
        )
        record_list("case.list", [case.pk for case in found], by=user, view=NAME)
        return pages.answer(CoordinatedRow(found, many=True).data)


urlpatterns = [
    path("coordinators/", Coordinators.as_view(), name="api-coordinators"),
]
