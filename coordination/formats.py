"""Days, moments and numbers as people write them in the language of the page."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import formats, timezone
from django.utils.dateformat import format as write
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Number = float | Fraction | Decimal

NOTHING = "\N{EN DASH}"
SOON = 3  # days
MOST_COUNTED = 99

PATTERNS = {
    "day": {"da": "j. F Y", "en": "j F Y"},
    "month": {"da": "F Y", "en": "F Y"},
    "short_day": {"da": "j. M", "en": "j M"},
    "short_day_of_year": {"da": "j. M Y", "en": "j M Y"},
    "moment": {"da": r"j. N Y \k\l. H.i", "en": "j M Y, H:i"},
    "clock": {"da": "H.i", "en": "H:i"},
}


def local(when: date | datetime) -> date | datetime:
    """Return a moment as the clock in the office showed it."""
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when


def day_of(when: date | datetime) -> date:
    """Return the day in the office on which a moment fell."""
    shown = local(when)
    return shown.date() if isinstance(shown, datetime) else shown


def pattern(name: str) -> str:
    """Return how the language of the page writes such a date."""
    languages = PATTERNS[name]
    return languages["da" if get_language() == "da" else "en"]


def day(when: date | None) -> str:
    """Write "23. september 2024"."""
    return write(local(when), pattern("day")) if when else NOTHING


def month(when: date | None) -> str:
    """Write "september 2024"."""
    return write(local(when), pattern("month")) if when else NOTHING


def short_day(when: date | None) -> str:
    """Write "14. nov", with the year when it is another year."""
    if not when:
        return NOTHING
    same_year = day_of(when).year == timezone.localdate().year
    shown = pattern("short_day" if same_year else "short_day_of_year")
    return cased(write(local(when), shown))


def short_month(when: date, *, with_year: bool = True) -> str:
    """Write "nov 24", as beside a chart, or "nov" alone."""
    return cased(write(local(when), "M y" if with_year else "M"))


def cased(written: str) -> str:
    """Write months small in Danish; Django gives the short ones a capital."""
    return written.lower() if get_language() == "da" else written


def moment(when: datetime | None) -> str:
    """Write "23. nov. 2026 kl. 09.12"."""
    return write(local(when), pattern("moment")) if when else NOTHING


def clock(when: datetime | None) -> str:
    """Write "09.12"."""
    return write(local(when), pattern("clock")) if when else NOTHING


def days(count: float | None) -> str:
    """Write "1 dag" or "3 dage"."""
    if count is None:
        return NOTHING
    shown = whole(count) if count == int(count) else decimal(count, 1)
    number = 1 if count == 1 else 2  # gettext takes whole numbers only
    return ngettext("%(days)s day", "%(days)s days", number) % {"days": shown}


def decimal(number: Number | None, places: int = 2) -> str:
    """Write "3,32"."""
    if number is None:
        return NOTHING
    return str(formats.number_format(rounded(number, places), decimal_pos=places))


def whole(number: float | None) -> str:
    """Write "4.979"."""
    if number is None:
        return NOTHING
    return str(formats.number_format(int(number), force_grouping=True))


def percent(share: Number | None, places: int = 0) -> str:
    """Write "58 %" for 0.58."""
    if share is None:
        return NOTHING
    space = "\N{NO-BREAK SPACE}" if get_language() == "da" else ""
    return f"{decimal(exact(share) * 100, places)}{space}%"


def exact(number: Number) -> Fraction:
    """Return the number that is meant; a binary float is read as it prints."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def rounded(number: Number, places: int) -> Decimal:
    """Round half up on the exact value."""
    value = exact(number)
    units = int(abs(value) * 10**places + Fraction(1, 2))
    return Decimal(-units if value < 0 else units).scaleb(-places)


def capped(count: int | None) -> str:
    """Write "99+" when counting further would help nobody."""
    if count is None:
        return NOTHING
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def days_since(when: date | None) -> int | None:
    """Count the days from a day until today."""
    return (timezone.localdate() - day_of(when)).days if when else None


def deadline_tone(due: date | None) -> str:
    """Say how urgent a day is: danger when past, warning when close."""
    left = days_since(due)
    if left is None or left < -SOON:
        return "neutral"
    return "danger" if left > 0 else "warning"


def deadline_word(due: date) -> str:
    """Say in a word how a deadline stands, or nothing when there is time."""
    left = -(days_since(due) or 0)
    if left < 0:
        return _("overdue")
    if left == 0:
        return _("today")
    if left == 1:
        return _("tomorrow")
    return _("in %(days)s") % {"days": days(left)} if left <= SOON else ""
