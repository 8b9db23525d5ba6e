"""Who can be asked to do something in a case."""

from django.db.models import Q

from cases.case.models import Case
from cases.involvement.models import Involvement, Kind
from coordination.models import Membership, User
from coordination.models.organisation import CASEWORK_ROLES


def people_on(case: Case) -> list[User]:
    """Return who works for the departments that take part, and who does so by name."""
    parts = Involvement.objects.active().filter(case=case)
    seats = Membership.objects.in_force().filter(
        department__in=parts.parties().values("department"), role__in=CASEWORK_ROLES
    )
    named = parts.filter(person__isnull=False).exclude(kind=Kind.EMERGENCY)
    mine = Q(pk__in=seats.values("user")) | Q(pk__in=named.values("person"))
    return list(User.objects.filter(mine, is_active=True).order_by("name"))
