"""Who works where: what a caller needs in order to name a person or a department."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.models import Department, Membership
from coordination.models.organisation import CASEWORK_ROLES


class SeatOutput(serializers.Serializer[Any]):
    """A role that somebody has in a department now."""

    department = serializers.IntegerField(source="department_id")
    department_name = serializers.CharField()
    role = serializers.CharField()


class MeOutput(serializers.Serializer[Any]):
    """The person who calls, and as what."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    seats = SeatOutput(many=True)


class DepartmentOutput(serializers.Serializer[Any]):
    """A department that works today."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    internal = serializers.BooleanField()


class ColleagueOutput(serializers.Serializer[Any]):
    """Somebody who does casework in the department."""

    id = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user.name")
    role = serializers.CharField()


class Me(APIView):
    """The person who calls."""

    @extend_schema(responses=MeOutput)
    def get(self, request: Request) -> Response:
        """Return who calls, and the roles they have now."""
        return Response(MeOutput(request.user).data)


class Departments(APIView):
    """The departments that work today, by name."""

    @extend_schema(responses=DepartmentOutput(many=True))
    def get(self, _request: Request) -> Response:
        """Return the departments that can be named in a call."""
        departments = Department.objects.active().order_by("name")
        return Response(DepartmentOutput(departments, many=True).data)


class Colleagues(APIView):
    """Who does casework in a department now, by name."""

    @extend_schema(responses=ColleagueOutput(many=True))
    def get(self, _request: Request, department: int) -> Response:
        """Return the colleagues that can be named in a call."""
        seats = Membership.objects.in_force().filter(
            department=department, role__in=CASEWORK_ROLES
        )
        found = seats.select_related("user").order_by("user__name", "pk")
        return Response(ColleagueOutput(found, many=True).data)


urlpatterns = [
    path("me/", Me.as_view(), name="api-me"),
    path("departments/", Departments.as_view(), name="api-department-list"),
    path("departments/<int:department>/colleagues/", Colleagues.as_view()),
]
