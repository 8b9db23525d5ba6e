"""What a person types about goals and measures."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.plan.measure import Measure
from cases.plan.models import Goal
from coordination.forms import PersonField, VersionedForm, field_of
from coordination.models import User

KINDS = [
    (Measure.Kind.MEASURE, Measure.Kind.MEASURE.label),
    (Measure.Kind.TASK, Measure.Kind.TASK.label),
]


class GoalForm(forms.Form):
    """What the citizen wants."""

    words = forms.CharField(
        label=_("What does the citizen want?"),
        max_length=300,
        help_text=_("In the citizen's own words."),
    )


class MeasureForm(forms.Form):
    """Who does what until when."""

    what = forms.CharField(label=_("What"), max_length=300)
    responsible = PersonField(label=_("Who"), empty_label=_("Choose one person"))
    due_on = forms.DateField(label=_("When"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "responsible", PersonField).offer(people)


class AddForm(MeasureForm):
    """A new measure or task, for a goal or by itself."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=KINDS,
        initial=Measure.Kind.MEASURE,
        widget=forms.RadioSelect,
    )
    goal = forms.ModelChoiceField(
        label=_("For the goal"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("No particular goal"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = Goal.objects.filter(case=case, state=Goal.State.SET)
        field_of(self, "goal", forms.ModelChoiceField).queryset = goals
        if not goals:
            del self.fields["goal"]


class ChangeForm(VersionedForm, MeasureForm):
    """Another what, who or when for a measure."""


class ReviewForm(VersionedForm):
    """When the shared plan is looked at again."""

    review_on = forms.DateField(
        label=_("Look at the plan again on"),
        help_text=_("At most six months ahead."),
    )
