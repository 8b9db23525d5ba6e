"""Outings over HTTP."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.api.fields import Named, Person, PersonChoice, Text, Until
from coordination.api.idempotency import once
from coordination.api.nouns import Nouns
from coordination.api.steps import Receipt, available_steps, receipt, step
from coordination.paging import Pages
from mentors.outing import actions
from mentors.outing.alarm import OutingAlarm
from mentors.outing.models import USUAL_EXTENSION, Outing

SHORTEST, MOST = 5, 240  # minutes


class OutingRow(serializers.Serializer[Outing]):
    """Who is out, and until when. Where, and with whom, is nobody's business here."""

    id = serializers.IntegerField(source="pk")
    mentor = Person()
    department = Named()
    state = serializers.ChoiceField(Outing.State.choices)
    began_at = serializers.DateTimeField()
    expected_back_at = serializers.DateTimeField()
    is_overdue = serializers.BooleanField()
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class AlarmOutput(serializers.Serializer[OutingAlarm]):
    """That somebody was told, and when."""

    step = serializers.ChoiceField(OutingAlarm.Step.choices)
    due_at = serializers.DateTimeField()
    at = serializers.DateTimeField()


class OutingOutput(OutingRow):
    """An outing, with what has been done about it."""

    colleague = Person(allow_null=True)
    alarms = AlarmOutput(many=True)
    heard = serializers.CharField()
    heard_by = Person(allow_null=True)
    available_steps = serializers.SerializerMethodField()

    def get_available_steps(self, outing: Outing) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(outing, self.context["request"].user)


class OutingFilters(serializers.Serializer[Any]):
    """Which outings to list."""

    state = serializers.ChoiceField(Outing.State.choices, required=False)


class OutInput(serializers.Serializer[Any]):
    """Until when the mentor is out, and who is told first when they are not back."""

    expected_back_at = Until()
    colleague = PersonChoice(default=None, allow_null=True)


class HeardInput(serializers.Serializer[Any]):
    """How the caller knows that all is well; the mentor needs to say nothing."""

    heard = Text(max_length=300, default="", allow_blank=True)


class ExtendInput(HeardInput):
    """How many minutes longer it takes."""

    minutes = serializers.IntegerField(
        min_value=SHORTEST, max_value=MOST, default=USUAL_EXTENSION
    )


class Outings(Nouns):
    """Mentors who are out alone, and who waits for them."""

    model = Outing
    filters, row, output = OutingFilters, OutingRow, OutingOutput

    def shown(self, rows: Any) -> Any:
        """Bring along who, and what has been done."""
        people = ("mentor", "colleague", "department", "heard_by")
        return rows.select_related(*people).prefetch_related("alarms")

    def list(self, request: Request) -> Response:
        """Return a page of the outings the person may see; they show no case."""
        asked = self.filters(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        rows = self.narrowed(self.shown(Outing.objects.all()), asked.validated_data)
        pages = Pages(request)
        page: Any = pages.fill(rows, self.newest)
        return pages.answer(self.row(page, many=True).data)

    @extend_schema(request=OutInput, responses={201: Receipt})
    def create(self, request: Request) -> Response:
        """Check in; the one who calls is the mentor."""

        def work() -> Response:
            made = actions.begin(by=self.by(), **self.understand(OutInput))
            return receipt(made, made=True)

        return once(request, work)

    @step(ExtendInput)
    def extend(self, outing: Outing, **said: Any) -> None:
        """Stay longer; the alarm is set anew."""
        actions.extend(outing, **said)

    @step(HeardInput)
    def come_back(self, outing: Outing, **said: Any) -> None:
        """Check out, or say that the mentor is well."""
        actions.come_back(outing, **said)
