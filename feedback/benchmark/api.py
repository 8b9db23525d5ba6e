"""Benchmarks over HTTP: what is here, bring one in, put one away."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.api.fields import Person
from coordination.api.idempotency import once
from coordination.api.steps import (
    Receipt,
    Steps,
    available_steps,
    receipt,
    step,
    tagged,
)
from feedback.benchmark import actions
from feedback.benchmark.models import Benchmark
from feedback.leaders.views import admit


class BenchmarkRow(serializers.Serializer[Benchmark]):
    """Whose figures, and who brought them in."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    instrument = serializers.CharField()
    brought_by = Person(allow_null=True)
    brought_at = serializers.DateTimeField()
    state = serializers.ChoiceField(Benchmark.State.choices)
    version = serializers.IntegerField()


class BenchmarkOutput(BenchmarkRow):
    """A benchmark with its figures, as they stood in the file."""

    content = serializers.DictField()
    available_steps = serializers.SerializerMethodField()

    def get_available_steps(self, benchmark: Benchmark) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(benchmark, self.context["request"].user)


class BringInInput(serializers.Serializer[Any]):
    """What the file holds."""

    content = serializers.DictField()


class Benchmarks(Steps):
    """Others' published figures, to stand beside ours."""

    model = Benchmark

    @extend_schema(responses=BenchmarkRow(many=True))
    def list(self, request: Request) -> Response:
        """Return those in use, the newest first."""
        admit(self.by(), table="benchmarks")
        rows = Benchmark.objects.visible_to(self.by()).in_use()
        found: Any = rows.select_related("brought_by")
        return Response(BenchmarkRow(found, many=True).data)

    @extend_schema(responses=BenchmarkOutput)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one with its figures."""
        benchmark = self.find(pk)
        admit(self.by(), benchmark=benchmark.pk)
        shown = BenchmarkOutput(benchmark, context=self.get_serializer_context())
        return tagged(Response(shown.data), benchmark.version)

    def current(self, request: Request, pk: str) -> Any:
        """Return how it stands for a caller with an old copy."""
        return BenchmarkRow(self.find(pk)).data

    @extend_schema(request=BringInInput, responses={201: Receipt})
    def create(self, request: Request) -> Response:
        """Bring one in, whole or not at all."""

        def work() -> Response:
            said = self.understand(BringInInput)
            made = actions.bring_in(said["content"], by=self.by())
            return receipt(made, made=True)

        return once(request, work)

    @step()
    def put_away(self, benchmark: Benchmark, **said: Any) -> None:
        """Offer it for comparison no more."""
        actions.put_away(benchmark, **said)
