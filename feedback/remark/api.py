"""What citizens wrote, over HTTP: read, trimmed and released, or dropped."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.access import read_or_404
from coordination.api.steps import Steps, available_steps, step, tagged
from coordination.models.organisation import Role
from coordination.record import record
from feedback.remark import actions
from feedback.remark.models import Remark
from feedback.remark.names import names_in
from feedback.remark.screening import CERTAIN, SUGGESTED, Kind, find

MOST, LONGEST = 50, 1_000


class MarkOutput(serializers.Serializer[Any]):
    """Words, by their places, that could lead to somebody, and why."""

    kind = serializers.ChoiceField(Kind.choices)
    places = serializers.ListField(child=serializers.IntegerField())
    certain = serializers.SerializerMethodField()
    suggested = serializers.SerializerMethodField()

    def get_certain(self, mark: Any) -> bool:
        """Say whether it must be taken out before a release."""
        return mark.kind in CERTAIN

    def get_suggested(self, mark: Any) -> bool:
        """Say whether a page proposes to take it out."""
        return mark.kind in SUGGESTED


class RemarkRow(serializers.Serializer[Remark]):
    """A remark that waits to be read. Not whom it is about, nor when it came."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(Remark.State.choices)
    version = serializers.IntegerField()


class RemarkOutput(RemarkRow):
    """A remark word by word, with what was found in it."""

    words = serializers.ListField(child=serializers.CharField())
    found = serializers.SerializerMethodField()
    available_steps = serializers.SerializerMethodField()

    @extend_schema_field(MarkOutput(many=True))
    def get_found(self, remark: Remark) -> Any:
        """Return what could lead to somebody."""
        marks = find(remark.words, names_in([remark.text]))
        return MarkOutput(marks, many=True).data

    def get_available_steps(self, remark: Remark) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(remark, self.context["request"].user)


class ReleaseInput(serializers.Serializer[Any]):
    """The places of the words to take out, counted from nought."""

    out = serializers.ListField(
        child=serializers.IntegerField(
            min_value=0,
            max_value=LONGEST,
            error_messages={"invalid": _("Give the places of words, as numbers.")},
        ),
        max_length=LONGEST,
        default=list,
    )


class RemarkReceipt(RemarkRow):
    """What a step answers."""


class Remarks(Steps):
    """What citizens wrote, until a leader of another department has decided."""

    model = Remark
    lookup_value_regex = "[0-9a-f-]{36}"

    @extend_schema(responses=RemarkRow(many=True))
    def list(self, request: Request) -> Response:
        """Return those that wait, in no order of time; fifty at a time."""
        if not self.by().has_role(Role.LEADER):
            raise PermissionDenied
        rows: Any = Remark.objects.visible_to(self.by()).held()[:MOST]
        shown = cast(list[Any], RemarkRow(rows, many=True).data)
        record(
            "remark.list",
            subject_type="remark",
            by=self.by(),
            purpose="screening",
            facts={"remarks": len(shown)},
        )
        return Response(shown)

    @extend_schema(responses=RemarkOutput)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one, with the read on record before it leaves."""
        remark = read_or_404(Remark, pk, by=self.by(), purpose="screening")
        context = self.get_serializer_context()
        shown = RemarkOutput(remark, context=context)
        return tagged(Response(shown.data), remark.version)

    def current(self, request: Request, pk: str) -> Any:
        """Return how it stands for a caller with an old copy; not its words."""
        return RemarkRow(self.find(pk)).data

    @step(ReleaseInput, answers=RemarkReceipt)
    def release(self, remark: Remark, **said: Any) -> Any:
        """Let it out without these words."""
        actions.release(remark, **said)
        return dict(RemarkRow(remark).data)

    @step(answers=RemarkReceipt)
    def drop(self, remark: Remark, **said: Any) -> Any:
        """Erase it."""
        actions.drop(remark, **said)
        return dict(RemarkRow(remark).data)
