"""The answers about an offer while they are looked over, so that going back keeps them.

The browser may keep nothing of a citizen, so it shows an empty page when somebody goes
back with its own button. The answers lie in the session of who typed them, encrypted,
for an hour at most; they go with the offer and with signing out.
"""

import base64
from datetime import datetime, timedelta

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

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
    if len(plain) > LONGEST:
        return
    sealed = encrypt(plain, keys=settings.CPR_KEYS, bound_to=_bound_to(request, case))
    request.session[_name(case)] = {
        "sealed": base64.b64encode(sealed).decode(),
        "until": (timezone.now() + KEPT).isoformat(),
    }


def kept(request: SignedInRequest, case: Case) -> QueryDict | None:
    """Return what was typed about this case, if it is kept still."""
    found = request.session.get(_name(case))
    if not found or timezone.now() > datetime.fromisoformat(found["until"]):
        return None
    sealed = base64.b64decode(found["sealed"])
    try:
        plain = decrypt(
            sealed, keys=settings.CPR_KEYS, bound_to=_bound_to(request, case)
        )
    except CannotDecrypt:
        return None
    return QueryDict(plain)


def forget(request: SignedInRequest, case: Case) -> None:
    """Keep it no longer."""
    request.session.pop(_name(case), None)


def _name(case: Case) -> str:
    return f"offer-{case.pk}"


def _bound_to(request: SignedInRequest, case: Case) -> str:
    return f"offer:{case.pk}:{request.user.pk}"
