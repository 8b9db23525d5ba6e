"""What is asked about a seat."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.calendar import today
from coordination.forms import DepartmentField, VersionedForm
from coordination.models import Department
from coordination.models.organisation import Role

FARTHEST_YEAR = 2199


class SeatForm(VersionedForm):
    """Where, as what, from when until when."""

    department = DepartmentField(
        label=gettext_lazy("Department"),
        queryset=Department.objects.active(),
        empty_label=gettext_lazy("Choose"),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("Choose")), *Role.choices],
    )
    since = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("Leave it empty to begin today."),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave it empty if no end is agreed."),
    )

    @property
    def seat(self) -> dict[str, Any]:
        """What the seat's row holds."""
        names = ("department", "role", "since", "ends_on")
        return {name: self.cleaned_data[name] for name in names}

    def clean(self) -> dict[str, Any]:
        """Return the days in an order that can be."""
        told = super().clean() or {}
        first, last = told.get("since"), told.get("ends_on")
        if first and (first < today() or first.year > FARTHEST_YEAR):
            self.add_error("since", _("Choose today or a later day."))
        if last and (last < (first or today()) or last.year > FARTHEST_YEAR):
            self.add_error("ends_on", _("The last day must not be before the first."))
        return told


class EndForm(forms.Form):
    """Whether a seat ends now or after a day."""

    when = forms.ChoiceField(
        label=gettext_lazy("When does it end?"),
        widget=forms.RadioSelect,
        choices=[
            ("now", gettext_lazy("Now")),
            ("later", gettext_lazy("At the end of a day")),
        ],
        initial="now",
    )
    last = forms.DateField(label=gettext_lazy("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        """Return the last day if one was chosen."""
        told = super().clean() or {}
        last = told.get("last")
        if told.get("when") == "later" and "last" not in self.errors:
            if last is None or last < today() or last.year > FARTHEST_YEAR:
                self.add_error("last", _("Choose today or a later day."))
        else:
            told["last"] = None
        return told
