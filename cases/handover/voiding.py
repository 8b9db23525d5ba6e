"""Taking back offers whose ground has gone."""

from django.db.models import Q

from cases.handover.models import Handover
from coordination.models import User
from coordination.workflow import perform


def void_offers(which: Q, *, by: User | None) -> int:
    """Withdraw the open offers that match, as an effect of another step."""
    offers = list(Handover.objects.offered().filter(which).order_by("case_id"))
    for handover in offers:
        facts = {"voided_by": by.pk if by else None}
        perform(handover.withdraw, by=None, facts=facts)
    return len(offers)
