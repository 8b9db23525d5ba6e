"""What an interviewer notes besides the answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.answer.helped import helpers
from feedback.interview.asking import ways_in
from feedback.invitation.forms import AnswerForm
from feedback.invitation.mode import Mode
from feedback.round.models import Round


class InterviewForm(AnswerForm):
    """The questions, how they were asked, and who helped."""

    mode = forms.ChoiceField(label=_("How do you ask?"), widget=forms.RadioSelect)
    helped = forms.ChoiceField(
        label=_("Does anybody help with the answers?"),
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
        self.initial["helped"] = "nobody"


class DeclineForm(forms.Form):
    """That somebody would rather not."""

    for_good = forms.TypedChoiceField(
        label=_("The person does not want to answer"),
        choices=[
            ("no", _("This time: ask again in another round")),
            ("yes", _("Ever: do not ask again")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
