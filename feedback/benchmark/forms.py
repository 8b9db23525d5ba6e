"""The forms of a benchmark: a file to bring in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms import VersionedForm
from feedback.benchmark.content import read_content
from feedback.round.benchmark import LARGEST
from feedback.round.columns import NotAnswers


class BringInForm(forms.Form):
    """A benchmark file, checked as a whole before anything is kept."""

    file = forms.FileField(
        label=_("Benchmark file"),
        help_text=_("The JSON file with another municipality's figures."),
        error_messages={
            "required": _("Choose the file."),
            "invalid": _("Choose the file."),
            "missing": _("Choose the file."),
            "empty": _("The file is empty."),
        },
    )

    def clean_file(self) -> dict[str, Any]:
        """Return what the file holds, or say what is wrong with it."""
        written = self.cleaned_data["file"]
        try:
            return read_content(written.read(LARGEST + 1))
        except NotAnswers as error:
            raise forms.ValidationError(str(error)) from error


class PutAwayForm(VersionedForm):
    """Nothing to say; only that the page is not an old one."""
