"""What is asked before a counter opens, and before somebody answers on it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.counter.models import LONGEST, Counter
from feedback.invitation.code import invitation_with
from feedback.invitation.models import Invitation
from feedback.round.models import Round


class OpenForm(forms.Form):
    """Which round people answer on this device, and where it stands."""

    round = forms.ModelChoiceField(
        label=gettext_lazy("Round"), queryset=Round.objects.none(), empty_label=None
    )
    place = forms.CharField(
        label=gettext_lazy("Where it stands"),
        help_text=gettext_lazy("For example the counter at the job centre."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, rounds: Iterable[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["round"]
        field.queryset = Round.objects.filter(pk__in=[held.pk for held in rounds])


class CodeForm(forms.Form):
    """The code of whoever has come."""

    code = forms.CharField(
        label=gettext_lazy("Your code"), max_length=40, required=False
    )

    def __init__(self, *args: Any, held: Round, too_many: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.too_many = held, too_many
        self.is_guess = self.is_answered = False
        if held.walk_ins:
            del self.fields["code"]

    def clean_code(self) -> Invitation:
        """Return the open invitation that the code belongs to."""
        typed = self.cleaned_data["code"].strip()
        if self.too_many:
            raise forms.ValidationError(
                _(
                    "Many wrong codes have been written here. Wait a minute, then try"
                    " again."
                )
            )
        if not typed:
            raise forms.ValidationError(_("Write your code."))
        found = invitation_with(typed)
        if found is None or found.round_id != self.held.pk:
            self.is_guess = True
            raise forms.ValidationError(
                _("We do not know this code. Look at it once more.")
            )
        if found.state == Invitation.State.ANSWERED:
            self.is_answered = True
            raise forms.ValidationError(
                _("There is an answer with this code already. Thank you for it.")
            )
        if found.state != Invitation.State.SENT:
            raise forms.ValidationError(
                _("This code cannot be used now. Ask at the counter.")
            )
        return found


def new_key(counter: Counter) -> str:
    """Return a key for one form shown on one counter."""
    return signing.dumps([str(uuid4()), counter.pk], salt="counter")


def read_key(counter: Counter, text: str) -> UUID | None:
    """Return the key of a form that this counter showed within a day, if it is one."""
    try:
        key, pk = signing.loads(text, salt="counter", max_age=LONGEST)
    except signing.BadSignature:
        return None
    return UUID(key) if pk == counter.pk else None
