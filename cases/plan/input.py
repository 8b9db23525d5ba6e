"""What a caller says about goals and measures."""

from typing import Any

from rest_framework import serializers

from cases.plan.measure import Measure
from cases.plan.models import Goal
from cases.plan.people import people_on
from coordination.api.fields import Day, PartChoice, PersonChoice, Text
from coordination.models import User


class ResponsibleChoice(PersonChoice):
    """Somebody who works on the very case."""

    def get_queryset(self) -> Any:
        """Return who can be asked to do something in the case."""
        subject = self.context.get("subject")
        if subject is None:
            return User.objects.none()
        people = people_on(getattr(subject, "case", subject))
        return User.objects.filter(pk__in=[person.pk for person in people])


class GoalInput(serializers.Serializer[Any]):
    """What the citizen wants, in the citizen's words."""

    words = Text(max_length=300)


class NextStepInput(serializers.Serializer[Any]):
    """What is done next, by whom, until when."""

    what = Text(max_length=300)
    responsible = ResponsibleChoice()
    due_on = Day()


class MeasureInput(NextStepInput):
    """Who does what until when."""

    kind = serializers.ChoiceField(
        [(k.value, k.label) for k in (Measure.Kind.MEASURE, Measure.Kind.TASK)],
        default=Measure.Kind.MEASURE.value,
    )
    goal = PartChoice(of=Goal.objects.all, default=None, allow_null=True)


class DropInput(serializers.Serializer[Any]):
    """Why something is no longer to be done."""

    note = Text(max_length=300, default="", allow_blank=True)


class ReviewInput(serializers.Serializer[Any]):
    """When the shared plan is looked at again."""

    review_on = Day()
