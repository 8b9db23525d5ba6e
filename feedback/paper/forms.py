"""What is typed in from a paper."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.models import User
from feedback.invitation.code import invitation_with
from feedback.invitation.models import Invitation
from feedback.round.models import Round

LONGEST = 24 * 60 * 60  # seconds that a form may lie open


class PaperForm(forms.Form):
    """The code on the paper; or the round, where whoever comes may answer."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("It stands on every page, twelve letters and digits."),
        max_length=40,
        required=False,
    )
    round = forms.ModelChoiceField(
        label=gettext_lazy("Round without codes"),
        queryset=Round.objects.none(),
        required=False,
        empty_label=gettext_lazy("The paper has a code"),
    )

    def __init__(self, *args: Any, rounds: Iterable[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_guess = False
        wanted = [held.pk for held in rounds if held.walk_ins]
        field: Any = self.fields["round"]
        field.queryset = Round.objects.filter(pk__in=wanted)
        if not wanted:
            del self.fields["round"]

    def clean(self) -> dict[str, Any]:
        """Return the invitation, or the round."""
        given = super().clean() or self.cleaned_data
        if given.get("round") or self.errors:
            return given
        code = given.get("code", "").strip()
        given["invitation"] = self.open_one(code) if code else None
        if not code:
            self.add_error("code", _("Write the code that stands on the paper."))
        return given

    def open_one(self, code: str) -> Invitation | None:
        """Return the invitation of a code while it can be answered."""
        found = invitation_with(code)
        if found is None or found.token_digest is None:
            self.is_guess = True
            self.add_error(
                "code",
                _("There is no paper with this code. Look at each letter once more."),
            )
        elif found.state != Invitation.State.SENT:
            self.add_error(
                "code",
                _("There is an answer with this code already, or its time is over."),
            )
        return found


def new_key(user: User) -> str:
    """Return a key for one form shown to one person."""
    return signing.dumps([str(uuid4()), user.pk], salt="paper")


def read_key(user: User, text: str) -> UUID | None:
    """Return the key of a form that this person was shown within a day."""
    try:
        key, pk = signing.loads(text, salt="paper", max_age=LONGEST)
    except signing.BadSignature:
        return None
    return UUID(key) if pk == user.pk else None
