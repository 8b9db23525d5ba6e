"""The Danish civil registration number: read, checked, stored so nobody can read it."""

import hashlib
import hmac
import re
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.encryption import decrypt, encrypt

SHAPE = re.compile(r"^(\d{2})(\d{2})(\d{2})-?(\d{4})$", re.ASCII)
FIRST_FICTIVE_MONTH = 20
ADDED_TO_REPLACEMENTS = 60

# Digit 7 and the year of birth give the century. Source: cpr.dk, "Personnummeret".
_CENTURIES = (
    (range(4), range(100), 1900),
    ((4, 9), range(37), 2000),
    ((4, 9), range(37, 100), 1900),
    (range(5, 9), range(58), 2000),
    (range(5, 9), range(58, 100), 1800),
)


def clean(text: str) -> str:
    """Return the ten digits, or raise `ValidationError` with what is wrong.

    Modulus 11 is not asked: since 1 October 2007 valid numbers fail it. Fictive
    numbers have a month from 20 to 99 and exist only in the demo; the demo in turn
    takes no number that could be a person's.
    """
    found = SHAPE.match(text.replace(" ", ""))
    if not found:
        raise ValidationError(
            _("A CPR number has ten digits, for example 010190-1234. Check the number.")
        )
    day, month, year, serial = found.groups()
    fictive = int(month) >= FIRST_FICTIVE_MONTH
    if fictive and not (settings.DEMO or settings.TESTING):
        raise ValidationError(_("This is a demo number. It cannot be used here."))
    if not fictive:
        if settings.DEMO:
            raise ValidationError(
                _("In the demo, use made-up numbers with a month from 20 to 99.")
            )
        _check_date(int(day), int(month), int(year), int(serial[0]))
    return "".join(found.groups())


def _check_date(day: int, month: int, year: int, seventh: int) -> None:
    century = next(
        c for sevenths, years, c in _CENTURIES if seventh in sevenths and year in years
    )
    real_day = day - ADDED_TO_REPLACEMENTS if day > ADDED_TO_REPLACEMENTS else day
    try:
        date(century + year, month, real_day)
    except ValueError as error:
        raise ValidationError(
            _("The CPR number does not begin with a date. Check the number.")
        ) from error


def seal(number: str, owner: UUID) -> bytes:
    """Return the number encrypted with the newest key, bound to its owner."""
    return encrypt(number.encode(), keys=settings.CPR_KEYS, bound_to=_bound_to(owner))


def unseal(stored: bytes, owner: UUID) -> str:
    """Return the number behind what `seal` stored, whichever key was used."""
    found = decrypt(stored, keys=settings.CPR_KEYS, bound_to=_bound_to(owner))
    return found.decode()


def blind_index(number: str) -> str:
    """Return what finds the same number again without revealing it.

    There are few numbers, so the key must never be where the index is.
    """
    key = settings.CPR_INDEX_KEY.encode()
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()


def _bound_to(owner: UUID) -> str:
    return f"citizen.cpr:{owner}"
