"""What a citizen can tick and write."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from feedback.answer.intake import LONGEST_TEXT
from feedback.instrument.catalogue import Instrument


class AnswerForm(forms.Form):
    """The questions of an instrument, one line of text and a wish to be called.

    Nothing is required: every question may be left out. But a form with nothing at
    all in it spends no token, so that a program that follows links answers nothing.
    """

    call_me = forms.BooleanField(required=False)
    text = forms.CharField(required=False, max_length=LONGEST_TEXT)

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        values = [(choice.value, choice.value) for choice in instrument.choices]
        for item in instrument.items:
            self.fields[item.code] = forms.ChoiceField(required=False, choices=values)
        self.fields["text"].error_messages["max_length"] = _(
            "Please write a little less: at most 1,000 characters."
        )

    def clean(self) -> dict[str, Any]:
        """Ask for at least something."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(
                _("Tick an answer first, or close the page if you would rather not.")
            )
        return given

    @property
    def answers(self) -> dict[str, str]:
        """The ticked answers by item; what was left out is not there."""
        return {
            item.code: self.cleaned_data[item.code]
            for item in self.instrument.items
            if self.cleaned_data[item.code]
        }

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The questions as the page shows them, with what was ticked."""
        choices = [
            {"value": choice.value, "label": choice.text, "face": choice.face}
            for choice in self.instrument.choices
        ]
        return [
            {
                "name": item.code,
                "legend": item.text,
                "choices": choices,
                "value": self.data.get(item.code, ""),
                "error": " ".join(map(str, self.errors.get(item.code, []))),
            }
            for item in self.instrument.items
        ]
