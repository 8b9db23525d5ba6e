"""Writing questions of the municipality's own, in a form or a call."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms import VersionedForm
from feedback.instrument.catalogue import Instrument
from feedback.round.hints import hints
from feedback.round.local import MOST, usual_scale

LONGEST_QUESTION = 200


class OwnQuestions(VersionedForm):
    """Up to five questions; one that is hard to read is kept only on purpose.

    `hints` says what is hard about which of the fields. What a round asks already has
    been decided, and is not doubted again.
    """

    keep_words = forms.BooleanField(
        label=_("Ask our questions as they are"),
        help_text=_("Some citizens will find them hard to answer."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints: dict[str, str] = {}
        for number in range(1, MOST + 1):
            self.fields[name_of(number)] = forms.CharField(
                label=_("Your own question %(number)s") % {"number": number},
                max_length=LONGEST_QUESTION,
                required=False,
            )

    @property
    def questions(self) -> list[str]:
        """What is to be asked; empty where nothing is written."""
        said = self.cleaned_data
        return [said.get(name_of(n), "").strip() for n in range(1, MOST + 1)]

    def clean(self) -> dict[str, Any]:
        """Show what is hard to read, unless it shall be asked all the same."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        decided = {self.initial.get(name_of(n)) for n in range(1, MOST + 1)}
        texts = self.questions
        self.hints = {
            name_of(place + 1): hint
            for place, hint in hints(texts).items()
            if texts[place] not in decided
        }
        if not said["keep_words"]:
            for name, hint in self.hints.items():
                self.add_error(name, hint)
        return said


def name_of(number: int) -> str:
    """Return the name of a question's field."""
    return f"question_{number}"


def texts_of(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return a round's own questions by their fields' names."""
    return {name_of(n): row["text"] for n, row in enumerate(rows, start=1)}


def own_questions(texts: Sequence[str], instrument: Instrument) -> list[dict[str, str]]:
    """Return the municipality's questions, each on the usual scale."""
    scale = usual_scale(instrument)
    return [
        {"code": f"own_{number}", "scale": scale, "text": text}
        for number, text in enumerate(filter(None, texts), start=1)
    ]
