"""The form of what the municipality aims for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.indicators import HUNDRED, Indicator, Unit, indicators

MOST_DAYS = 365


class TargetsForm(forms.Form):
    """One field for each indicator; an empty one is aimed for by nobody."""

    def __init__(self, data: Any, *, targets: Mapping[str, Decimal]) -> None:
        super().__init__(data)
        for indicator in indicators(load(HANDOVER_PULSE)):
            field = self.fields[indicator.code] = field_for(indicator)
            if (value := targets.get(indicator.code)) is not None:
                field.initial = value if field.decimal_places else int(value)


def field_for(indicator: Indicator) -> forms.DecimalField:
    """Return the field of an indicator, in the unit it is shown in."""
    least, most = indicator.unit.ends
    hints = {
        Unit.MEAN: _("On the scale from 1 to 5."),
        Unit.SHARE: _("In per cent."),
        Unit.DAYS: _("In days."),
    }
    usual = MOST_DAYS if most is None else most
    return forms.DecimalField(
        label=indicator.label,
        required=False,
        localize=True,  # a comma as well as a dot
        min_value=least,
        max_value=HUNDRED if indicator.unit == Unit.SHARE else usual,
        decimal_places=2 if indicator.unit == Unit.MEAN else 0,
        help_text=hints[indicator.unit],
    )
