"""What somebody who audits looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.audit.log import LOOK, STEP, case_named, people_named
from coordination.audit.words import LOOKS, STEPS

LONGEST = 80
YEARS = (1900, 2199)


def kinds() -> list[Any]:
    """Return the kinds of event by their words, the looks first."""
    return [
        ("", gettext_lazy("Everything")),
        (LOOK, gettext_lazy("All looks")),
        (STEP, gettext_lazy("All that was done")),
        (gettext_lazy("Looks"), sorted_by_words(LOOKS)),
        (gettext_lazy("What was done"), sorted_by_words(STEPS)),
    ]


def sorted_by_words(words: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the kinds in the order of the reader's alphabet."""
    return sorted(words.items(), key=lambda item: str(item[1]))


class CaseField(forms.CharField):
    """The number of a case that there is; gives its key."""

    def __init__(self, **wishes: Any) -> None:
        super().__init__(
            label=gettext_lazy("Case number"), max_length=20, strip=True, **wishes
        )

    def clean(self, value: Any) -> Any:
        """Return the case's key, or nothing where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        key = case_named(text)
        if key is None:
            raise forms.ValidationError(
                _("There is no case with this number. It looks like S-24017.")
            )
        return key


class LogForm(forms.Form):
    """Whose, about which case, of which kind, from when until when."""

    person = forms.CharField(
        label=gettext_lazy("Person"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    case = CaseField(required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=kinds, required=False)
    first = forms.DateField(label=gettext_lazy("From"), required=False)
    last = forms.DateField(label=gettext_lazy("To"), required=False)

    def clean_person(self) -> list[int] | None:
        """Return whom the name fits; nothing where no name was typed."""
        text = self.cleaned_data["person"]
        return people_named(text) if text else None

    def clean(self) -> dict[str, Any]:
        """Return days that a calendar has."""
        told = super().clean() or {}
        for name in ("first", "last"):
            day = told.get(name)
            if day and not YEARS[0] <= day.year <= YEARS[1]:
                self.add_error(name, _("Choose a year from 1900 to 2199."))
        return told


class CaseForm(forms.Form):
    """Which case."""

    case = CaseField()
