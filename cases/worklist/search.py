"""Finding a case by the citizen's name, the case number or the CPR number."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.crypto import salted_hmac

from cases.case.models import Case
from cases.citizen import cpr

LONGEST = 80
NUMBER = re.compile(r"[\d\s./-]*\d[\d\s./-]*")


def by_number(text: str) -> Q | None:
    """Match the one case or citizen that a number names, if the text is a number."""
    key = Case.key_of(text)
    if key is not None:
        return Q(pk=key)
    try:
        digits = cpr.clean(text)
    except ValidationError:
        return None
    return Q(citizen__cpr_index=cpr.blind_index(digits))


def is_number(text: str) -> bool:
    """Say whether somebody meant a number, though perhaps not one there is.

    No name is only digits, and a CPR number may be mistyped.
    """
    return bool(NUMBER.fullmatch(text))


def by_name(text: str) -> Q:
    """Match cases whose citizen has each of these words in their name."""
    found = Q()
    for word in text.split():
        found &= Q(citizen__name__icontains=word) | Q(citizen__called__icontains=word)
    return found


def digest(text: str) -> str:
    """Return what shows that two searches were the same, and not what for.

    Keyed, because names and numbers are few enough to try them all.
    """
    return salted_hmac("worklist.search", text, algorithm="sha256").hexdigest()
