"""What is asked when a citizen agrees to something, or takes it back."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.consent.models import Consent
from coordination.calendar import end_of_day, today
from coordination.forms import VersionedForm, field_of
from coordination.models import Department


class GiveForm(forms.Form):
    """Who may know what for, until when, and how the citizen said so."""

    depends = ("departments",)

    kind = forms.ChoiceField(
        label=gettext_lazy("What does the citizen agree to?"),
        choices=Consent.Kind.choices,
        initial=Consent.Kind.SHARING,
        widget=forms.RadioSelect,
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Which departments may share?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for? Use words the citizen knows"),
        help_text=gettext_lazy("For example: to find a place to live."),
        max_length=300,
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How did the citizen say yes?"),
        choices=Consent.Way.choices,
        initial=Consent.Way.SPOKEN,
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        label=gettext_lazy("Until and including"),
        help_text=gettext_lazy("Leave it empty if the citizen has set no end."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Department.objects.active()
        field_of(self, "departments", forms.ModelMultipleChoiceField).queryset = chosen

    def clean_until(self) -> datetime | None:
        """Return the end of the last day on which the consent holds."""
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        if day < today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return end_of_day(day)

    def clean(self) -> dict[str, Any]:
        """Check that sharing names those who share."""
        told = self.cleaned_data
        sharing = told.get("kind") == Consent.Kind.SHARING
        if sharing and "departments" in told and not told["departments"]:
            self.add_error(
                "departments", _("Choose the departments the citizen agrees to.")
            )
        return told


class WithdrawForm(VersionedForm):
    """What the citizen said when taking a consent back."""

    note = forms.CharField(
        label=gettext_lazy("What did the citizen say?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
