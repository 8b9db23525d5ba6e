"""Planned visits over HTTP."""

from typing import Any

from rest_framework import serializers

from coordination.api.fields import IdFilter, Moment, OfCase, Text
from coordination.api.nouns import Nouns
from coordination.api.steps import Steps, step
from mentors.mentorship.models import Mentorship
from mentors.planned import actions
from mentors.planned.forms import SERIES
from mentors.planned.models import USUAL_MINUTES, PlannedVisit
from mentors.visit.models import LONGEST_VISIT, Visit


class PlannedVisitRow(serializers.Serializer[PlannedVisit]):
    """When mentor and citizen meet; where, only for the mentor's own side."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")
    mentorship = serializers.IntegerField(source="mentorship_id")
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    kind = serializers.ChoiceField(Visit.Kind.choices)
    place = serializers.SerializerMethodField()
    state = serializers.ChoiceField(PlannedVisit.State.choices)
    version = serializers.IntegerField()

    def get_place(self, planned: PlannedVisit) -> str:
        """Return where they meet, to who goes there."""
        user = self.context["request"].user
        own = planned.mentorship.mentor_id in {user.pk, *user.covers}
        return planned.place if own else ""


class MoveInput(serializers.Serializer[Any]):
    """When and how they meet."""

    starts_at = Moment()
    minutes = serializers.IntegerField(
        min_value=1, max_value=LONGEST_VISIT, default=USUAL_MINUTES
    )
    kind = serializers.ChoiceField(Visit.Kind.choices, default=Visit.Kind.HOME.value)
    place = Text(max_length=120, default="", allow_blank=True)


class PlanInput(MoveInput):
    """When and how they meet, once or at the same hour every week."""

    weeks = serializers.IntegerField(
        min_value=1,
        max_value=SERIES[-1],
        default=1,
        help_text="How many visits, one a week. The answer names the first.",
    )


class PlannedVisitFilters(OfCase):
    """Which planned visits to list."""

    mentorship = IdFilter()
    state = serializers.ChoiceField(PlannedVisit.State.choices, required=False)


class PlannedVisits(Nouns):
    """When mentors and citizens meet next."""

    model = PlannedVisit
    filters, row, output = PlannedVisitFilters, PlannedVisitRow, PlannedVisitRow

    def shown(self, rows: Any) -> Any:
        """Bring along whose visit it is."""
        return rows.select_related("mentorship", "case")

    @step(MoveInput)
    def move(self, planned: PlannedVisit, **said: Any) -> None:
        """Meet at another time, or in another way."""
        actions.move(planned, **said)

    @step()
    def cancel(self, planned: PlannedVisit, **said: Any) -> None:
        """Meet not at all; the row stays."""
        actions.cancel(planned, **said)


class OfOneMentorship(Steps):
    """Planning a visit."""

    model = Mentorship

    @step(PlanInput, makes=True)
    def plan_visit(
        self, mentorship: Mentorship, *, version: int | None, **said: Any
    ) -> PlannedVisit:
        """Agree on a time. If-Match is about the mentorship."""
        return actions.plan(mentorship, **said)[0]
