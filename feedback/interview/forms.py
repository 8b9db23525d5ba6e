"""What an interviewer notes besides the answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.answer.helped import helpers
from feedback.interview.asking import ways_in
from feedback.invitation.forms import AnswerForm
from feedback.invitation.mode import Mode
from feedback.round.models import Round


class InterviewForm(AnswerForm):
    """The questions, how they were asked, and who helped."""

    mode = forms.ChoiceField(
        label=gettext_lazy("How do you ask?"), widget=forms.RadioSelect
    )
    helped = forms.ChoiceField(
        label=gettext_lazy("Does anybody help with the answers?"),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, held: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways: Any = self.fields["mode"]
        ways.choices = [(way, Mode(way).label) for way in ways_in(held)]
        self.initial["mode"] = ways.choices[0][0]
        who: Any = self.fields["helped"]
        who.choices = helpers()

    def clean(self) -> dict[str, Any]:
        """Ask who helped with what is answered: nobody is assumed to have."""
        given = super().clean()
        refused = unsaid(given.get("helped", ""), answered=not self.only_wants_call)
        if refused and "helped" not in self.errors:
            self.add_error("helped", refused)
        return given


def unsaid(helped: str, *, answered: bool) -> str:
    """Return what is said to whoever has not chosen who helped."""
    if helped or not answered:
        return ""
    return _("Choose who helps with the answers, or that nobody does.")


class DeclineForm(forms.Form):
    """That somebody would rather not."""

    for_good = forms.TypedChoiceField(
        label=gettext_lazy("The person does not want to answer"),
        choices=[
            ("no", gettext_lazy("This time: ask again in another round")),
            ("yes", gettext_lazy("Ever: do not ask again")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
