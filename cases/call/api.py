"""The calls that citizens ask for, over HTTP."""

from typing import Any, cast

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.call import actions
from cases.call.queries import calls_of, sees_citizens, who_can_call
from cases.plan.models import Measure
from coordination.access import record_read
from coordination.api.fields import Person, PersonChoice
from coordination.api.steps import Steps, step
from coordination.models import User
from coordination.workflow import NotVisible


class CallRow(serializers.Serializer[Measure]):
    """Whom to call; nothing of the citizen for whoever sees no citizens."""

    id = serializers.IntegerField(source="pk")
    case_number = serializers.CharField(source="case.number")
    responsible = Person()
    due_on = serializers.DateField()
    citizen = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    language = serializers.SerializerMethodField()
    interpreter = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_citizen(self, call: Measure) -> str:
        """Return the citizen's name."""
        return call.case.citizen.name if self.context["open"] else ""

    def get_phone(self, call: Measure) -> str:
        """Return the number that is written down."""
        return call.case.citizen.phone if self.context["open"] else ""

    def get_language(self, call: Measure) -> str:
        """Return the language to speak."""
        return call.case.citizen.language if self.context["open"] else ""

    def get_interpreter(self, call: Measure) -> bool:
        """Return whether an interpreter is needed."""
        return self.context["open"] and call.case.citizen.interpreter


class Calls(APIView):
    """The citizens who wait for the caller's call."""

    @extend_schema(responses=CallRow(many=True))
    def get(self, request: Request) -> Response:
        """Return whom to call, each look on record; `measures/{id}/finish/` notes it.

        The case may be closed to the caller all the same.
        """
        user = cast(User, request.user)
        found: Any = list(calls_of(user).open().order_by("due_on", "pk"))
        for call in found:
            record_read(call, by=user, purpose="call")
        context = {"open": sees_citizens(user)}
        return Response(CallRow(found, many=True, context=context).data)


class CallerChoice(PersonChoice):
    """Somebody who can be asked to make the very call."""

    def get_queryset(self) -> Any:
        """Return who works where the case was, or where cases are coordinated."""
        subject = self.context.get("subject")
        people = who_can_call(subject.case) if subject else []
        return User.objects.filter(pk__in=[person.pk for person in people])


class PassOnInput(serializers.Serializer[Any]):
    """Who calls instead."""

    responsible = CallerChoice()


class OfOneCall(Steps):
    """What is done with a call besides making it."""

    model = Measure

    def find(self, pk: str) -> Any:
        """Return the call if it is this person's to make."""
        found = calls_of(self.by()).filter(pk=pk).first()
        if found is None:
            raise NotVisible
        return found

    @step(PassOnInput)
    def pass_on(self, call: Measure, **said: Any) -> None:
        """Let somebody else call the citizen; they are told so."""
        actions.pass_on(call, **said)


urlpatterns = [path("calls/", Calls.as_view(), name="api-calls")]
