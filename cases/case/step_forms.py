"""What is asked for each step of a case."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.baton.load import LoadedPersonField
from cases.case.models import Case
from coordination.forms import PersonField, VersionedForm, field_of
from coordination.models import User


class CoordinateForm(VersionedForm):
    """Who keeps the departments together, and who stands in."""

    coordinator = PersonField(
        label=gettext_lazy("Coordinator"), empty_label=gettext_lazy("Choose")
    )
    deputy = PersonField(
        label=gettext_lazy("Deputy"),
        help_text=gettext_lazy("Takes over when the coordinator is away."),
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, *args: Any, people: Collection[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("coordinator", "deputy"):
            field_of(self, name, PersonField).offer(people)

    def clean(self) -> dict[str, Any]:
        """Check that two people are named."""
        told = self.cleaned_data
        if told.get("deputy") and told.get("deputy") == told.get("coordinator"):
            self.add_error(
                "deputy",
                _("The deputy must be another person than the coordinator."),
            )
        return told


class ReasonForm(VersionedForm):
    """Why a step is taken, in a sentence or two."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )


class CloseForm(VersionedForm):
    """How the case ended."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it end?"),
        choices=Case.Outcome.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Something to remember"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )


class ReassignForm(VersionedForm):
    """Which colleague becomes the contact person."""

    to = LoadedPersonField(
        label=gettext_lazy("New contact person"),
        help_text=gettext_lazy("The number says how many batons each one holds now."),
        empty_label=gettext_lazy("Choose"),
    )
    note = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, people: Collection[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to", LoadedPersonField).offer(people)
