"""Consents whose time is over."""

from datetime import datetime

from cases.consent import actions
from cases.consent.models import Consent
from coordination.periodic import periodic
from coordination.workflow import Refused


@periodic("consent.expire")
def expire_due(at: datetime) -> int:
    """Let consents end whose last day has come; each once."""
    expired = 0
    due = Consent.objects.filter(state=Consent.State.GIVEN, until__lte=at)
    for consent in due.order_by("case_id"):
        try:
            actions.expire(consent)
        except Refused:
            continue  # withdrawn between our look and the lock
        expired += 1
    return expired
