"""Visits over HTTP: the intake, and what one may read."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.access import read_or_404
from coordination.api.fields import Choice, Moment, OfCase, Person, Text
from coordination.api.idempotency import once
from coordination.api.nouns import Nouns
from coordination.models import Membership, User
from coordination.models.organisation import Role
from mentors.visit import intake
from mentors.visit.models import LONGEST_VISIT, Visit
from mentors.visit.report import Report
from mentors.visit.sharing import reading

LARGEST_ID = 2**63 - 1


class MentorChoice(Choice):
    """Somebody who is or was a mentor."""

    def __init__(self, **wishes: Any) -> None:
        seats = Membership.objects.filter(role=Role.MENTOR)
        mentors = User.objects.filter(pk__in=seats.values("user"))
        super().__init__(queryset=mentors, **wishes)


class VisitInput(serializers.Serializer[Any]):
    """What was written about a visit; `client_id` makes sending it again harmless."""

    client_id = serializers.UUIDField()
    mentorship = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    visit_id = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="Only in a correction: the visit that it corrects.",
    )
    kind = serializers.ChoiceField(Visit.Kind.choices)
    outcome = serializers.ChoiceField(Visit.Outcome.choices)
    started_at = Moment(help_text="By the phone's clock; a wrong one is kept.")
    minutes = serializers.IntegerField(
        min_value=0, max_value=LONGEST_VISIT, default=None, allow_null=True
    )
    to_whom = Text(max_length=120, default="", allow_blank=True)
    wishes = Text(default="", allow_blank=True)
    agreed = Text(default="", allow_blank=True)
    next_at = Moment(default=None, allow_null=True)
    together_with = serializers.ListField(
        child=MentorChoice(), max_length=10, default=list
    )
    planned = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST_ID,
        default=None,
        allow_null=True,
        help_text="The planned visit that this one kept, if it was planned.",
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Name colleagues by their ids, as the report holds them."""
        people = tuple(person.pk for person in said["together_with"])
        return {**said, "together_with": people}


class VisitReceipt(serializers.Serializer[Visit]):
    """What became of an upload: nothing of its words."""

    id = serializers.IntegerField(source="pk")
    client_id = serializers.UUIDField()
    visit_id = serializers.UUIDField()
    received_at = serializers.DateTimeField()
    late = serializers.ListField(child=serializers.CharField())


class VisitRow(VisitReceipt):
    """A visit in as much as the reader may read it."""

    mentorship = serializers.IntegerField(source="mentorship_id")
    case = serializers.IntegerField(source="case_id")
    author = Person()
    kind = serializers.ChoiceField(Visit.Kind.choices)
    outcome = serializers.ChoiceField(Visit.Outcome.choices)
    started_at = serializers.DateTimeField()
    minutes = serializers.IntegerField(allow_null=True)
    to_whom = serializers.CharField()
    wishes = serializers.CharField()
    agreed = serializers.CharField()
    next_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, visit: Visit) -> dict[str, Any]:
        """Return what the citizen has agreed that this reader sees."""
        shown = reading(visit, by=self.context["request"].user)
        for name in ("to_whom", "wishes", "agreed", "next_at"):
            setattr(visit, name, getattr(shown, name))
        return super().to_representation(visit)


class VisitFilters(OfCase):
    """Which visits to list."""

    mentorship = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID
    )


class Visits(Nouns):
    """Visits: each is stored once, whatever has happened to its case meanwhile."""

    model = Visit
    filters, row, output = VisitFilters, VisitRow, VisitRow

    def shown(self, rows: Any) -> Any:
        """Bring along who wrote it, and what was agreed about sharing it."""
        return rows.select_related("author", "mentorship", "case")

    def narrowed(self, rows: Any, wanted: dict[str, Any]) -> Any:
        """Keep the newest version of each visit that the caller asks for."""
        return rows.current().filter(**wanted)

    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one version of a visit, with the read on record."""
        rows = self.shown(Visit.objects.all())
        return Response(self.written(read_or_404(rows, pk, by=self.by())))

    @extend_schema(
        request=VisitInput,
        responses={201: VisitReceipt, 200: VisitReceipt},
        description=(
            "Store a visit. 201: stored. 200: it was stored before. 409: the id stands"
            " for other content; this upload is held for a person to decide, and is"
            " not lost."
        ),
    )
    def create(self, request: Request) -> Response:
        """Return what became of an upload, once that is committed."""
        return once(request, lambda: self.take_in(self.understand(VisitInput)))

    def take_in(self, said: dict[str, Any]) -> Response:
        """Hand the report to the intake, and answer with its receipt."""
        receipt = intake.receive(Report(**said), by=self.by())
        if receipt.visit is None:
            sentence = _(
                "This visit was already sent with other words. Both are kept; open"
                " Stafet and decide which one holds."
            )
            return Response({"detail": sentence}, status=HTTPStatus.CONFLICT)
        code = HTTPStatus.CREATED if receipt.is_new else HTTPStatus.OK
        return Response(VisitReceipt(receipt.visit).data, status=code)
