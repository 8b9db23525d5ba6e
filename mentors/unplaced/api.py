"""Visits without a citizen, over HTTP: their author says whom they were about."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.api.fields import LARGEST_ID, Person
from coordination.api.nouns import Nouns
from coordination.api.steps import available_steps, step
from coordination.paging import Pages
from coordination.workflow import Refused
from mentors.sealed.content import Told, ToldForm
from mentors.unplaced import actions
from mentors.unplaced.models import UnplacedVisit


class UnplacedVisitRow(serializers.Serializer[UnplacedVisit]):
    """A visit that waits for its citizen, without its words."""

    id = serializers.IntegerField(source="pk")
    author = Person()
    client_id = serializers.UUIDField()
    received_at = serializers.DateTimeField()
    state = serializers.ChoiceField(UnplacedVisit.State.choices)
    visit = serializers.IntegerField(source="visit_id", allow_null=True)
    version = serializers.IntegerField()


class UnplacedVisitOutput(UnplacedVisitRow):
    """A visit that waits for its citizen, as it was written."""

    content = serializers.DictField()
    available_steps = serializers.SerializerMethodField()

    def get_available_steps(self, unplaced: UnplacedVisit) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(unplaced, self.context["request"].user)


class UnplacedVisitFilters(serializers.Serializer[Any]):
    """Which to list."""

    state = serializers.ChoiceField(UnplacedVisit.State.choices, required=False)


class PlaceInput(serializers.Serializer[Any]):
    """Whom the visit was about."""

    mentorship = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class UnplacedVisits(Nouns):
    """Visits that arrived without a citizen; only who wrote them sees them."""

    model = UnplacedVisit
    filters = UnplacedVisitFilters
    row, output = UnplacedVisitRow, UnplacedVisitOutput

    def shown(self, rows: Any) -> Any:
        """Bring along who wrote it."""
        return rows.select_related("author")

    def list(self, request: Request) -> Response:
        """Return a page of one's own; they belong to no case yet."""
        asked = self.filters(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        everything = self.shown(UnplacedVisit.objects.all())
        rows = self.narrowed(everything, asked.validated_data)
        pages = Pages(request)
        page: Any = pages.fill(rows, self.newest)
        return pages.answer(self.row(page, many=True).data)

    @step(PlaceInput)
    def place(self, unplaced: UnplacedVisit, *, mentorship: int, **said: Any) -> None:
        """Say whom it was about; it becomes a visit under the id it came with."""
        told = Told(content=unplaced.content)
        form = ToldForm(told, client_id=unplaced.client_id)
        if not form.is_valid():
            raise Refused(
                _("Something in it must be put right first. Open it in Stafet.")
            )
        report = form.report_on(mentorship, author=unplaced.author)
        actions.place(unplaced, report=report, **said)

    @step()
    def drop(self, unplaced: UnplacedVisit, **said: Any) -> None:
        """Set it aside; it is no visit, and it stays."""
        actions.drop(unplaced, **said)
