"""The calls that citizens ask for, over HTTP."""

from typing import Any, cast

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.call import actions
from cases.call.queries import calls_of, sees_citizens
from cases.plan.measure import Measure
from cases.plan.people import who_can_call
from coordination.access import record_list
from coordination.api.fields import Person, PersonChoice
from coordination.api.steps import Steps, step
from coordination.models import User
from coordination.paging import Pages
from coordination.schema import CURSOR, page_of
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
    representative = serializers.SerializerMethodField()
    stop = serializers.SerializerMethodField()
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

    def get_representative(self, call: Measure) -> str:
        """Return who is along when the citizen is talked to."""
        return call.case.citizen.representative if self.context["open"] else ""

    def get_stop(self, call: Measure) -> str:
        """Return why the citizen is not to be asked just now."""
        return call.case.citizen.stop if self.context["open"] else ""


class Calls(APIView):
    """The citizens who wait for the caller's call."""

    @extend_schema(parameters=[CURSOR], responses=page_of(CallRow))
    def get(self, request: Request) -> Response:
        """Return whom to call; `measures/{id}/finish/` notes that it was done.

        The case may be closed to the caller all the same.
        """
        user = cast(User, request.user)
        pages = Pages(request)
        waiting = calls_of(user).open()
        found: Any = pages.fill(waiting, lambda rows, limit: list(rows[:limit]))
        cases = [call.case_id for call in found]
        record_list("case.list", cases, by=user, view="calls")
        context = {"open": sees_citizens(user)}
        return pages.answer(CallRow(found, many=True, context=context).data)


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
