"""What a person types in a case's charter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.charter.models import TEXTS, Charter
from cases.plan.measure import Measure
from coordination.forms import PersonField, VersionedForm, field_of
from coordination.models import User

LONGEST = 4000
STEP = ("next_what", "next_by", "next_on")


def text_field(label: Any, hint: Any = "") -> forms.CharField:
    """Return a field for some lines of text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea,
    )


class CharterForm(VersionedForm):
    """All that the next department must know, on one page."""

    reason = text_field(_("Why the case is with us"))
    promised = text_field(
        _("Promised to the citizen, in the citizen's words"),
        _("So that it can be kept, also by somebody else."),
    )
    next_what = forms.CharField(label=_("What"), max_length=300, required=False)
    next_by = PersonField(
        label=_("Who does it"), required=False, empty_label=_("Nobody chosen")
    )
    next_on = forms.DateField(label=_("When"), required=False)
    deadlines = text_field(
        _("Other deadlines"), _("Benefits, appeals, appointments: what, and when.")
    )
    not_worked = text_field(
        _("What has not worked"), _("So that nobody tries it once more.")
    )
    needs = text_field(
        _("Needs"), _("Interpreter, companion, protected address, a quiet room.")
    )
    not_shared = text_field(
        _("Deliberately not passed on"),
        _("Only that there is something, and who can be asked. Not what it is."),
    )

    def __init__(
        self,
        sent: Any = None,
        *,
        charter: Charter | None,
        step: Measure | None,
        people: Iterable[User],
    ) -> None:
        known: dict[str, Any] = {"version": charter.version if charter else 0}
        if charter:
            known |= {name: getattr(charter, name) for name in TEXTS}
        if step:
            known |= {
                "next_what": step.what,
                "next_by": step.responsible_id,
                "next_on": step.due_on,
            }
        super().__init__(sent, initial=known)
        field_of(self, "next_by", PersonField).offer(people)

    def clean(self) -> dict[str, Any]:
        """Ask for the whole next step, or none of it."""
        said = super().clean() or self.cleaned_data
        given = [name for name in STEP if said.get(name)]
        missing = {
            "next_what": _("Write what the next step is."),
            "next_by": _("Choose who does the next step."),
            "next_on": _("Choose the day of the next step."),
        }
        for name in STEP:
            if given and name not in given and name not in self.errors:
                self.add_error(name, missing[name])
        return said

    def differences(self, charter: Charter) -> list[dict[str, Any]]:
        """Return the texts that somebody else wrote otherwise, as they stand now."""
        return [
            {"label": self.fields[name].label, "value": text, "text": True}
            for name in TEXTS
            if (text := getattr(charter, name)) != self.cleaned_data.get(name, text)
        ]
