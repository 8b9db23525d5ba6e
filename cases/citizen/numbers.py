"""The CPR number that Digital Post is addressed by."""

from uuid import UUID

from cases.citizen.models import Citizen
from coordination.numbers import knows_numbers


@knows_numbers
def cpr_of(recipient_id: UUID) -> str:
    """Return a citizen's ten digits, or nothing."""
    citizen = Citizen.objects.filter(recipient_id=recipient_id).first()
    return citizen.cpr.replace("-", "") if citizen else ""
