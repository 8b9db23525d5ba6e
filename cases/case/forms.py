"""What a person types to open a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.citizen.forms import CitizenForm
from cases.involvement.models import Basis
from coordination.forms import DepartmentField, field_of
from coordination.models import Department, User

BASES = [(Basis.STATUTE, Basis.STATUTE.label), (Basis.NECESSITY, Basis.NECESSITY.label)]


class OpenForm(CitizenForm):
    """A new citizen and what the case is about."""

    reason = forms.CharField(
        label=_("What is the case about?"),
        max_length=200,
        help_text=_("One line that a colleague understands."),
    )
    target_group = forms.ChoiceField(
        label=_("Target group"),
        choices=[("", _("Choose")), *Case.TargetGroup.choices],
    )
    by_application = forms.BooleanField(
        label=_("It began with the citizen's own application"), required=False
    )
    department = DepartmentField(
        label=_("Your department"), queryset=Department.objects.none(), empty_label=None
    )
    basis = forms.ChoiceField(
        label=_("What gives you the right to work on the case?"),
        choices=BASES,
        initial=Basis.STATUTE,
        widget=forms.RadioSelect,
    )
    basis_text = forms.CharField(
        label=_("Provision or reason"),
        max_length=300,
        help_text=_("For example: the Active Employment Act, chapter 8."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = user.department_ids
        departments = field_of(self, "department", DepartmentField)
        departments.queryset = Department.objects.active().filter(pk__in=own)
        departments.initial = own[0] if own else None
        if len(set(own)) == 1:
            departments.widget = forms.HiddenInput()

    def inputs(self) -> dict[str, Any]:
        """Return what opening a case takes."""
        of_case = (
            "reason",
            "target_group",
            "by_application",
            "department",
            "basis",
            "basis_text",
        )
        said = {name: self.cleaned_data[name] for name in of_case}
        return {"citizen": self.details(), **said}
