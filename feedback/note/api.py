"""Notes on charts over HTTP."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.api.fields import Person, Text
from coordination.api.idempotency import once
from coordination.api.nouns import Nouns
from coordination.api.steps import Receipt, available_steps, receipt, step
from coordination.paging import Pages
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.indicators import indicators
from feedback.note import actions
from feedback.note.models import LONGEST, Note


class NoteOutput(serializers.Serializer[Note]):
    """What was done in a month, and whether a phase begins with it."""

    id = serializers.IntegerField(source="pk")
    indicator = serializers.CharField()
    month = serializers.DateField()
    what = serializers.CharField()
    state = serializers.ChoiceField(Note.State.choices)
    pinned_by = Person()
    pinned_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    available_steps = serializers.SerializerMethodField()

    def get_available_steps(self, note: Note) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(note, self.context["request"].user)


class NoteFilters(serializers.Serializer[Any]):
    """Which notes to list."""

    indicator = serializers.CharField(required=False, max_length=40)
    state = serializers.ChoiceField(Note.State.choices, required=False)


class PinInput(serializers.Serializer[Any]):
    """What was done; the day is taken for its month."""

    indicator = serializers.CharField(max_length=40)
    month = serializers.DateField()
    what = Text(max_length=LONGEST)
    rebase = serializers.BooleanField(default=False)

    def validate_indicator(self, code: str) -> str:
        """Refuse a chart that there is not."""
        if code not in {i.code for i in indicators(load(HANDOVER_PULSE))}:
            raise serializers.ValidationError(_("There is no such chart."))
        return code


class Notes(Nouns):
    """What leaders did, on the charts that all of them read."""

    model = Note
    filters, row, output = NoteFilters, NoteOutput, NoteOutput

    def shown(self, rows: Any) -> Any:
        """Bring along who wrote it."""
        return rows.select_related("pinned_by")

    def list(self, request: Request) -> Response:
        """Return a page of the notes; they belong to no case."""
        asked = self.filters(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        rows = self.narrowed(self.shown(Note.objects.all()), asked.validated_data)
        pages = Pages(request)
        page: Any = pages.fill(rows, self.newest)
        context = self.get_serializer_context()
        return pages.answer(self.row(page, many=True, context=context).data)

    @extend_schema(request=PinInput, responses={201: Receipt})
    def create(self, request: Request) -> Response:
        """Pin a note to a month; with `rebase` the chart begins anew there."""

        def work() -> Response:
            made = actions.pin(by=self.by(), **self.understand(PinInput))
            return receipt(made, made=True)

        return once(request, work)

    @step()
    def rebase(self, note: Note, **said: Any) -> None:
        """Let the chart begin anew in the note's month."""
        actions.rebase(note, **said)

    @step()
    def take_back(self, note: Note, **said: Any) -> None:
        """Take the note off its chart; it stays in the log."""
        actions.take_back(note, **said)
