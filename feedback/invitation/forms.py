"""What a citizen can tick and write."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.answer.intake import LONGEST_TEXT
from feedback.instrument.catalogue import Instrument, Item
from feedback.instrument.scale import Kind

# What a form holds besides the questions; a question of that name gets another field.
OTHERS = {"text", "call_me", "code", "key", "mode", "helped", "round", "lang"}


def own_words() -> forms.CharField:
    """Return a field for what somebody wants to say."""
    less = _("Please write a little less: at most 1,000 characters.")
    return forms.CharField(
        required=False, max_length=LONGEST_TEXT, error_messages={"max_length": less}
    )


@cache
def field_of(values: tuple[str, ...]) -> forms.Field:
    """Return the field of a question that is answered with one of the values, or words.

    Made once and shared by all forms, none of which changes it: to make them anew costs
    as much as to store the answers.
    """
    if not values:
        return own_words()
    choices = [(value, value) for value in values]
    return forms.ChoiceField(required=False, choices=choices)


class AnswerForm(forms.Form):
    """The questions of an instrument, a few words and a wish to be called.

    Nothing is required: every question may be left out. But a form with nothing at
    all in it spends no token, so that a program that follows links answers nothing.
    """

    call_me = forms.BooleanField(required=False)
    text = own_words()

    def __init__(
        self,
        *args: Any,
        instrument: Instrument,
        items: Sequence[Item] = (),
        sounds: Mapping[str, str] | None = None,
        may_call: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        self.items = tuple(items) or instrument.items
        self.sounds = sounds or {}
        for item in self.items:
            values = tuple(choice.value for choice in item.scale.choices)
            self.fields[name_of(item)] = field_of(values)
        if not may_call:
            del self.fields["call_me"]
        if not self.asks_for_more:
            del self.fields["text"]

    def clean(self) -> dict[str, Any]:
        """Ask for at least something."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not (self.answers or self.words or self.wants_call):
            raise forms.ValidationError(
                _("Tick an answer first, or close the page if you would rather not.")
            )
        return given

    @property
    def asks_for_more(self) -> bool:
        """Whether to ask if there is more to say: not where a question does."""
        return not any(
            item.scale.kind == Kind.TEXT and not item.theme for item in self.items
        )

    @property
    def answers(self) -> dict[str, str]:
        """What was ticked or written by item; what was left out is not there."""
        given = {
            item.code: self.cleaned_data.get(name_of(item), "").strip()
            for item in self.items
        }
        return {code: said for code, said in given.items() if said}

    @property
    def words(self) -> str:
        """What was written besides the questions."""
        return str(self.cleaned_data.get("text", ""))

    @property
    def wants_call(self) -> bool:
        """Whether the citizen asks to be called."""
        return bool(self.cleaned_data.get("call_me"))

    @property
    def only_wants_call(self) -> bool:
        """Whether the wish to be called is all there is: no question is answered."""
        return self.wants_call and not (self.answers or self.words)

    @property
    def has_faces(self) -> bool:
        """Whether any answer has a face beside its words."""
        return any(c.face for item in self.items for c in item.scale.choices)

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The questions as the page shows them, one after another.

        A question in words about the theme before it stands with the ticks it
        explains.
        """
        themes = {theme.code: theme.text for theme in self.instrument.themes}
        found: list[dict[str, Any]] = []
        before = ""
        for item in self.items:
            is_text = item.scale.kind == Kind.TEXT
            if is_text and item.theme and item.theme == before:
                found[-1]["why"] = self.shown(item)
                continue
            step = self.shown(item)
            step["theme"] = themes.get(item.theme, "")
            step["why"] = {**step, "legend": ""} if is_text else None
            found.append(step)
            before = item.theme
        return found

    def shown(self, item: Item) -> dict[str, Any]:
        """Return one question with what was ticked or written."""
        name = name_of(item)
        return {
            "name": name,
            "legend": item.text,
            "lang": item.language,
            "choices": [
                {"value": choice.value, "label": choice.text, "face": choice.face}
                for choice in item.scale.choices
            ],
            "value": self.data.get(name, ""),
            "error": " ".join(map(str, self.errors.get(name, []))),
            "sound": self.sounds.get(item.code, ""),
        }


def name_of(item: Item) -> str:
    """Return the name of a question's field."""
    return f"{item.code}_" if item.code in OTHERS else item.code
