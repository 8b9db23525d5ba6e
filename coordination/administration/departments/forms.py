"""What is asked about a department."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms import VersionedForm
from coordination.models import Department

DETAILS = ("name", "kind", "internal", "phone", "hours", "handover_days")
LONGEST_DAYS = 60


class DepartmentForm(VersionedForm):
    """What a department is called, how it is reached, how fast it answers."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.CharField(
        label=_("Field of work"),
        max_length=40,
        required=False,
        help_text=_("For example: employment, housing, psychiatry."),
    )
    internal = forms.BooleanField(
        label=_("Part of the municipality"),
        required=False,
        help_text=_("Only these count when three departments need a coordinator."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    hours = forms.CharField(label=_("Opening hours"), max_length=120, required=False)
    handover_days = forms.IntegerField(
        label=_("Working days to answer an offer of the baton"),
        min_value=1,
        max_value=LONGEST_DAYS,
        required=False,
        help_text=_("Leave it empty to use the municipality's number."),
    )

    @property
    def details(self) -> dict[str, Any]:
        """What the department's row holds."""
        return {name: self.cleaned_data[name] for name in DETAILS}

    @classmethod
    def of(cls, department: Department, data: Any) -> "DepartmentForm":
        """Return the form filled with what is known."""
        known = {name: getattr(department, name) for name in (*DETAILS, "version")}
        return cls(data, initial=known)
