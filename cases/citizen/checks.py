"""What cannot be somebody's phone number or date of birth, wherever it is typed."""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

PHONE = re.compile(r"[0-9 +()-]*")
FEWEST_DIGITS = 8
OLDEST = timedelta(days=43_830)  # 120 years


def check_phone(text: str) -> None:
    """Refuse what nobody can call."""
    digits = sum(each.isdigit() for each in text)
    if not PHONE.fullmatch(text) or digits < FEWEST_DIGITS:
        raise ValidationError(
            _(
                "Write the phone number with at least 8 digits. Spaces, +, - and"
                " parentheses are fine."
            )
        )


def check_birth(day: date) -> None:
    """Refuse a day on which nobody who lives was born."""
    today = timezone.localdate()
    if not today - OLDEST <= day <= today:
        raise ValidationError(
            _("Write a date of birth that is neither to come nor over 120 years ago.")
        )
