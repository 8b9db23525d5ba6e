"""What is asked of somebody who opens a case in an emergency."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.emergency.actions import LONGEST_REASON, SHORTEST_REASON, too_short
from cases.worklist.search import LONGEST, by_number


class EmergencyForm(forms.Form):
    """Which case, by its exact number or the citizen's; and why it cannot wait."""

    number = forms.CharField(
        label=gettext_lazy("Case number or CPR number"),
        help_text=gettext_lazy("The whole number. Names cannot be searched for here."),
        max_length=LONGEST,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why can it not wait?"),
        help_text=gettext_lazy(
            "What happens now, and what you must know. Your leader, the department"
            " with the baton and the data protection officer read it."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_REASON,
    )

    def clean_number(self) -> str:
        """Return the text, if it is a number that can name a case."""
        text: str = self.cleaned_data["number"]
        if by_number(text) is None:
            raise forms.ValidationError(
                _("Write a whole case number, as S-24001, or a CPR number.")
            )
        return text

    def clean_reason(self) -> str:
        """Return the reason, if others can judge it."""
        text: str = self.cleaned_data["reason"]
        if len(text) < SHORTEST_REASON:
            raise forms.ValidationError(too_short(len(text)))
        return text
