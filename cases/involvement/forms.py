"""What is asked when a department joins a case, or leaves it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.involvement.basis import BasisForm
from coordination.access import Section
from coordination.forms import DepartmentField, VersionedForm, field_of
from coordination.models import Department

OPENED = [
    (Section.NOTES.value, _("The other departments' notes")),
    (Section.VISITS.value, _("The mentor's visits")),
]


class InvolveForm(BasisForm):
    """Which department joins, on what basis, and what it may see."""

    department = DepartmentField(
        Department.objects.none(), label=_("Department"), empty_label=_("Choose")
    )
    sections = forms.MultipleChoiceField(
        label=_("What may the department see besides the core?"),
        help_text=_(
            "Everybody involved sees the core: the citizen, who holds the baton, the"
            " handovers and the next steps."
        ),
        choices=OPENED,
        widget=forms.CheckboxSelectMultiple,
        initial=[section for section, _label in OPENED],
        required=False,
    )
    field_order = ["department", "basis", "basis_text", "sections", "version"]

    def __init__(self, *args: Any, taking_part: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Department.objects.active().exclude(pk__in=taking_part)
        field_of(self, "department", DepartmentField).queryset = others
        self.offer_consents(lambda department: department.pk not in taking_part)

    def clean(self) -> dict[str, Any]:
        """Check that the basis holds for the department."""
        told = self.cleaned_data
        if department := told.get("department"):
            told.update(self.read_basis(department))
        told["sections"] = [Section.CORE.value, *told.get("sections", [])]
        told.pop("version", None)
        return told


class EndForm(VersionedForm):
    """Why a department leaves the case."""

    note = forms.CharField(
        label=_("Why does the part end?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )
