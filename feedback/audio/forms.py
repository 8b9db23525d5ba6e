"""A file for each question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.workflow import Refused
from feedback.audio.actions import check
from feedback.audio.sound import MOST
from feedback.instrument.catalogue import Instrument


class SoundForm(forms.Form):
    """One sound file for one question."""

    sound = forms.FileField(
        label=_("Sound file"),
        help_text=_("MP3, OGG or M4A, at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".mp3,.ogg,.oga,.m4a,audio/*"}),
    )
    item = forms.ChoiceField(label=_("Question"))

    field_order = ["item", "sound"]

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.choices = [(item.code, item.text) for item in instrument.items]

    def clean_sound(self) -> bytes:
        """Return the sound, read no further than it may be long."""
        content: bytes = self.cleaned_data["sound"].read(MOST + 1)
        try:
            check(content)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return content
