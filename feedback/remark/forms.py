"""The forms of a remark: which words to take out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms import VersionedForm, field_of
from feedback.remark.models import Remark
from feedback.remark.screening import Mark, suggested


class ReleaseForm(VersionedForm):
    """The words of a remark, each of which can be ticked to take it out."""

    out = forms.TypedMultipleChoiceField(
        label=_("Words to take out"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, data: Any = None, *, remark: Remark, marks: Sequence[Mark]
    ) -> None:
        initial = {"version": remark.version, "out": sorted(suggested(marks))}
        super().__init__(data, initial=initial)
        if remark.state != Remark.State.HELD:
            del self.fields["out"]  # its words are gone, and the step says so
            return
        choices = list(enumerate(remark.words))
        field_of(self, "out", forms.TypedMultipleChoiceField).choices = choices

    @property
    def places_out(self) -> set[int]:
        """The places ticked now, on a new page those that are proposed."""
        found = self["out"].value() if "out" in self.fields else []
        return {int(place) for place in found or [] if str(place).isdecimal()}


class DropForm(VersionedForm):
    """Nothing to say; only that the page is not an old one."""

    def __init__(self, data: Any = None, *, remark: Remark) -> None:
        super().__init__(data, initial={"version": remark.version})
