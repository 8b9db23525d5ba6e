"""The answers about an offer while they are looked over, so that going back keeps them.

The browser may keep nothing of a citizen, so it shows an empty page when somebody goes
back with its own button. The answers lie in the cache, encrypted, for an hour: who
typed them finds them from the same sign-in alone, and they go when the offer is made.
Not in the session, which each change would prolong.
"""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import QueryDict

from cases.case.models import Case
from coordination.encryption import CannotDecrypt, decrypt, encrypt
from coordination.http import SignedInRequest
from coordination.written import LONGEST

KEPT = timedelta(hours=1)


def keep(request: SignedInRequest, case: Case) -> None:
    """Keep what is sent until it is offered, or for an hour."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    typed.pop("go", None)
    plain = typed.urlencode().encode()
    if len(plain) <= LONGEST:
        place = place_of(request.session.session_key, case)
        sealed = encrypt(plain, keys=settings.CPR_KEYS, bound_to=place)
        cache.set(place, sealed, KEPT.total_seconds())


def kept(request: SignedInRequest, case: Case) -> QueryDict | None:
    """Return what was typed about this case, if it is kept still."""
    place = place_of(request.session.session_key, case)
    if sealed := cache.get(place):
        try:
            return QueryDict(decrypt(sealed, keys=settings.CPR_KEYS, bound_to=place))
        except CannotDecrypt:
            return None
    return None


def forget(request: SignedInRequest, case: Case) -> None:
    """Keep it no longer."""
    cache.delete(place_of(request.session.session_key, case))


def place_of(session: str | None, case: Case) -> str:
    """Return where the answers of a sign-in about a case lie; nobody reads it back."""
    return f"offer:{hashlib.sha256(f'{session}:{case.pk}'.encode()).hexdigest()}"
