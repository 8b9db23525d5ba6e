"""What somebody asks of an import in words: read, or refused with a sentence."""

from datetime import date

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.workflow import Refused
from feedback.round.models import Round

MOST_INVITED = 9_999_999


def read_name(said: str) -> str:
    """Return the round's name as people will read it, or say what it may be."""
    name = said.strip()
    longest = Round._meta.get_field("name").max_length or 0
    if not name or len(name) > longest or not name.isprintable():
        raise CommandError(
            _("--round takes a name of 1 to %(longest)s characters, on one line.")
            % {"longest": longest}
        )
    return name


def read_invited(said: int | str | None) -> int | None:
    """Return how many were invited, if that was said; or say that it is no number."""
    if said is None:
        return None
    number = str(said).strip()
    if not number.isdecimal() or len(number) > len(str(MOST_INVITED)):
        raise CommandError(_("--invited takes a whole number below 10,000,000."))
    return int(number)


def read_day(option: str, said: date | str | None) -> date | None:
    """Return a day that has been, if one was said; or say that it is none."""
    if said is None:
        return None
    try:
        day = said if isinstance(said, date) else date.fromisoformat(said.strip())
    except ValueError as error:
        raise CommandError(
            _("%(option)s takes a day like 2026-03-31; “%(said)s” is none.")
            % {"option": option, "said": str(said)[:40]}
        ) from error
    if day > timezone.localdate():
        raise CommandError(
            _("%(option)s is a day to come. A round that is brought in is over.")
            % {"option": option}
        )
    return day


def replaced(name: str | None) -> Round | None:
    """Return the round that is corrected, if one is named."""
    if name is None:
        return None
    held = Round.objects.filter(name=name.strip()).first()
    if held is None:
        raise Refused(_("There is no round “%(name)s”.") % {"name": name})
    return held


def read_mapping(pairs: list[str]) -> dict[str, str]:
    """Return the columns by what they stand for, or say which pair is no pair."""
    named = {}
    for pair in pairs:
        what, _sign, column = pair.partition("=")
        if not what or not column:
            raise CommandError(_("--map takes KEY=COLUMN."))
        named[what] = column
    return named
