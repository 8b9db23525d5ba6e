"""Counters over HTTP: opened for a device, closed from anywhere."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.api.fields import Choice, IdFilter, Text
from coordination.api.idempotency import once
from coordination.api.nouns import Lists
from coordination.api.steps import Nothing, step, tagged
from coordination.models.organisation import CASEWORK_ROLES
from coordination.paging import Pages
from feedback.counter import actions
from feedback.counter.models import Counter
from feedback.round.models import Round


class CounterRow(serializers.Serializer[Counter]):
    """A device on which people answer; not its address, which only it has."""

    id = serializers.IntegerField(source="pk")
    round = serializers.IntegerField(source="round_id")
    place = serializers.CharField()
    state = serializers.ChoiceField(Counter.State.choices)
    until = serializers.DateTimeField()
    version = serializers.IntegerField()


class CounterMade(serializers.Serializer[Any]):
    """A new counter, and the address to open on the device, told this once."""

    id = serializers.IntegerField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    link = serializers.CharField()


class CounterInput(serializers.Serializer[Any]):
    """Which round, and where the device stands."""

    round = Choice(queryset=Round.objects.running())
    place = Text(max_length=60, default="", allow_blank=True)


class CounterFilters(serializers.Serializer[Any]):
    """Which counters to list."""

    round = IdFilter()


class Counters(Lists):
    """Tablets at the counter."""

    model = Counter
    filters, row = CounterFilters, CounterRow

    def list(self, request: Request) -> Response:
        """Return a page of the counters in use that the caller may close."""
        asked = self.filters(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        rows = self.narrowed(Counter.objects.in_use(), asked.validated_data)
        pages = Pages(request)
        page: Any = pages.fill(rows, self.newest)
        return pages.answer(self.row(page, many=True).data)

    @extend_schema(request=CounterInput, responses={201: CounterMade})
    def create(self, request: Request) -> Response:
        """Open a counter; its link is answered once and stored nowhere."""
        if not self.by().has_role(*CASEWORK_ROLES):
            raise PermissionDenied

        def work() -> Response:
            said = self.understand(CounterInput)
            made, secret = actions.open_counter(said.pop("round"), by=self.by(), **said)
            place = reverse("counter-answer", args=[secret])
            body = {
                "id": made.pk,
                "state": made.state,
                "version": made.version,
                "link": f"{settings.SITE_ADDRESS}{place}",
            }
            return tagged(Response(body, status=status.HTTP_201_CREATED), made.version)

        return once(request, work, keep=False)

    @step(Nothing)
    def close(self, counter: Counter, **said: Any) -> None:
        """Let nobody answer on it any more."""
        actions.close_counter(counter, **said)
