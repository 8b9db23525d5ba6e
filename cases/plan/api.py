"""The plan over HTTP: goals, measures, and when to look at it again."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.case.models import Case
from cases.plan import actions
from cases.plan.input import (
    DropInput,
    GoalInput,
    MeasureInput,
    NextStepInput,
    ReviewInput,
)
from cases.plan.measure import Measure
from cases.plan.models import Goal, Plan
from coordination.access import read_or_404
from coordination.api.fields import IdFilter, OfCase, Person
from coordination.api.nouns import Nouns
from coordination.api.steps import Steps, step, tagged
from coordination.workflow import NotVisible


class GoalRow(serializers.Serializer[Goal]):
    """What the citizen wants."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")
    words = serializers.CharField()
    set_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(Goal.State.choices)
    version = serializers.IntegerField()


class MeasureRow(serializers.Serializer[Measure]):
    """What is to be done, by one person, until a day."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")
    kind = serializers.ChoiceField(Measure.Kind.choices)
    what = serializers.CharField()
    responsible = Person()
    due_on = serializers.DateField()
    goal = serializers.IntegerField(source="goal_id", allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(Measure.State.choices)
    version = serializers.IntegerField()


class PlanOutput(serializers.Serializer[Plan]):
    """When the shared plan is looked at again."""

    case = serializers.IntegerField(source="case_id")
    review_on = serializers.DateField()
    version = serializers.IntegerField()


class MeasureFilters(OfCase):
    """Which measures to list."""

    responsible = IdFilter()
    state = serializers.ChoiceField(Measure.State.choices, required=False)


class Goals(Nouns):
    """What the citizen wants, in the citizen's words."""

    model = Goal
    filters, row, output = OfCase, GoalRow, GoalRow

    def shown(self, rows: Any) -> Any:
        """Bring along the case."""
        return rows.select_related("case")

    @step()
    def reach(self, goal: Goal, **said: Any) -> None:
        """Note that the citizen has reached the goal."""
        actions.reach(goal, **said)

    @step()
    def drop(self, goal: Goal, **said: Any) -> None:
        """Note that the citizen wants something else now."""
        actions.drop_goal(goal, **said)


class Measures(Nouns):
    """What is to be done: next step, measure and task in one."""

    model = Measure
    filters, row, output = MeasureFilters, MeasureRow, MeasureRow

    def shown(self, rows: Any) -> Any:
        """Bring along who does it."""
        return rows.select_related("case", "responsible")

    def find(self, pk: str) -> Any:
        """Return the measure if this person sees it, or is to make this very call."""
        if self.action != "finish":
            return super().find(pk)
        rows = self.shown(Measure.objects.open_to(self.by(), "finish"))
        found: Measure | None = rows.filter(pk=pk).first()
        if found is None:
            raise NotVisible
        return found

    @step(NextStepInput)
    def change(self, measure: Measure, **said: Any) -> None:
        """Change what is to be done, by whom or when."""
        actions.change(measure, **said)

    @step()
    def finish(self, measure: Measure, **said: Any) -> None:
        """Note that a measure is done."""
        actions.finish(measure, **said)

    @step(DropInput)
    def drop(self, measure: Measure, **said: Any) -> None:
        """Note that a measure is no longer to be done."""
        actions.drop(measure, **said)


class OfOneCase(Steps):
    """What adds to the plan of a case."""

    model = Case

    @step(GoalInput, makes=True)
    def goal(self, case: Case, *, version: int | None, **said: Any) -> Goal:
        """Write a goal down, in the citizen's words."""
        return actions.set_goal(case, **said)

    @step(MeasureInput, makes=True)
    def measure(self, case: Case, *, version: int | None, **said: Any) -> Measure:
        """Add a measure: one responsible person, one day."""
        return actions.add(case, **said)

    @step(NextStepInput, makes=True)
    def next_step(self, case: Case, *, version: int | None, **said: Any) -> Measure:
        """Set the case's next dated step."""
        return actions.set_next_step(case, **said)


class Plans(Steps):
    """One plan that the departments share."""

    model = Case

    @step(ReviewInput)
    def plan(self, case: Case, **said: Any) -> Plan:
        """Agree when to look at it again. If-Match is about the plan, not the case."""
        return actions.agree(case, **said)

    @extend_schema(responses=PlanOutput)
    @plan.mapping.get  # type: ignore[untyped-decorator]  # DRF's own
    def read_plan(self, request: Request, pk: str) -> Response:
        """Return the shared plan of a case, with the read on record."""
        found = self.read(pk)
        return tagged(Response(PlanOutput(found).data), found.version)

    def read(self, pk: str) -> Plan:
        """Return the plan of a case, with the read on record."""
        rows = Plan.objects.select_related("case").filter(case=int(pk))
        return read_or_404(rows, rows.values("pk")[:1], by=self.by())

    def current(self, request: Request, pk: str) -> Any:
        """Return the plan as it is now, with the read on record."""
        return PlanOutput(self.read(pk)).data
