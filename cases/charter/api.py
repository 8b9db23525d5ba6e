"""The charter of a case over HTTP."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.case.models import Case
from cases.charter import actions
from cases.charter.models import TEXTS, Charter
from cases.plan.input import ResponsibleChoice
from coordination.access import read_or_404
from coordination.api.fields import Day, Person, Text
from coordination.api.steps import Steps, step, tagged


class CharterOutput(serializers.Serializer[Charter]):
    """What the next department must know."""

    case = serializers.IntegerField(source="case_id")
    reason = serializers.CharField()
    promised = serializers.CharField()
    deadlines = serializers.CharField()
    not_worked = serializers.CharField()
    needs = serializers.CharField()
    not_shared = serializers.CharField()
    kept_at = serializers.DateTimeField()
    kept_by = Person()
    version = serializers.IntegerField()


class KeepInput(serializers.Serializer[Any]):
    """How things stand; every text is written anew, one that is left out is empty."""

    reason = Text(default="", allow_blank=True)
    promised = Text(default="", allow_blank=True)
    deadlines = Text(default="", allow_blank=True)
    not_worked = Text(default="", allow_blank=True)
    needs = Text(default="", allow_blank=True)
    not_shared = Text(default="", allow_blank=True)
    next_what = Text(max_length=300, default="", allow_blank=True)
    next_by = ResponsibleChoice(default=None, allow_null=True)
    next_on = Day(default=None, allow_null=True)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Let the next step be whole: what, who and when, or nothing."""
        asked = [said["next_what"], said["next_by"], said["next_on"]]
        if any(asked) and not all(asked):
            sentence = _("The next step needs what, who and when.")
            raise serializers.ValidationError({"next_what": [sentence]})
        if not any(said[name] for name in TEXTS) and not any(asked):
            raise serializers.ValidationError(_("Write something in the charter."))
        return said


class Charters(Steps):
    """What must not be forgotten when the baton is passed on."""

    model = Case

    @step(KeepInput)
    def charter(self, case: Case, **said: Any) -> Charter:
        """Write down how things stand. If-Match is about the charter, not the case."""
        return actions.keep(case, **said)

    @extend_schema(responses=CharterOutput)
    @charter.mapping.get  # type: ignore[untyped-decorator]  # DRF's own
    def read_charter(self, request: Request, pk: str) -> Response:
        """Return the charter of a case, with the read on record."""
        found = self.read(pk)
        return tagged(Response(CharterOutput(found).data), found.version)

    def read(self, pk: str) -> Charter:
        """Return the charter of a case, with the read on record."""
        rows = Charter.objects.select_related("case", "kept_by").filter(case=int(pk))
        return read_or_404(rows, rows.values("pk")[:1], by=self.by())

    def current(self, request: Request, pk: str) -> Any:
        """Return the charter as it is now, with the read on record."""
        return CharterOutput(self.read(pk)).data
