"""The forms of notes on charts."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.formats import month as month_name
from coordination.forms import VersionedForm, field_of
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.indicators import indicators
from feedback.note.models import LONGEST

MONTHS = 24


def latest_months(today: date, count: int = MONTHS) -> list[date]:
    """Return the first days of this month and of those before it, newest first."""
    place = today.year * 12 + today.month - 1
    return [date((place - n) // 12, (place - n) % 12 + 1, 1) for n in range(count)]


class PinForm(forms.Form):
    """What was done, in which month, and whether the chart begins anew there."""

    indicator = forms.ChoiceField(label=_("Which chart?"))
    month = forms.TypedChoiceField(
        label=_("In which month?"), coerce=date.fromisoformat
    )
    what = forms.CharField(
        label=_("What did you do?"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_(
            "Short and to the point. Name no citizen and no colleague: all leaders read"
            " it, and it is printed with the chart."
        ),
    )
    rebase = forms.BooleanField(
        label=_("Let the chart begin anew in that month"),
        required=False,
        help_text=_(
            "Only when the work itself was changed. Mean and limits are then those of"
            " the months since. No published figure changes."
        ),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        known = [(i.code, i.label) for i in indicators(load(HANDOVER_PULSE))]
        field_of(self, "indicator", forms.ChoiceField).choices = known
        months = latest_months(timezone.localdate())
        field_of(self, "month", forms.ChoiceField).choices = [
            (month.isoformat(), month_name(month)) for month in months
        ]


class DecideForm(VersionedForm):
    """A step that needs no words."""
