"""Which case a number names, and which looks others may judge afterwards."""

from typing import Any

from django.db.models import Q, QuerySet

from cases.case.models import Case
from cases.citizen.models import Reveal
from cases.involvement.models import Involvement, Kind
from cases.worklist import search
from coordination.access import granted, record_list
from coordination.models import Membership, User
from coordination.models.organisation import CASEWORK_ROLES, Role

SHOWN = 100


def find(number: str, *, by: User) -> Case | None:
    """Return the case that a number names, the search on record; an open one first.

    A CPR number may name several: the newest that is still worked on.
    """
    exact = search.by_number(number)
    cases = Case.objects.filter(exact) if exact is not None else Case.objects.none()
    found = (
        cases.active().order_by("-opened_at").first()
        or cases.order_by("-opened_at").first()
    )
    ids = [found.pk] if found else []
    record_list("case.list", ids, by=by, search=search.digest(number), emergency=True)
    return found


def judged_by(user: User) -> QuerySet[Involvement]:
    """Return the emergencies this person is to judge, the newest first.

    An auditor all of them; a leader those of the own people, and those in cases one
    sees anyway.
    """
    rows = Involvement.objects.filter(kind=Kind.EMERGENCY)
    rows = rows.select_related("person", "case").order_by("-since", "-pk")
    if user.has_role(Role.AUDITOR):
        return rows
    own = Q(person__in=people_of(user)) | granted(user, case="case_id")
    return rows.filter(own)


def reveals_judged_by(user: User) -> QuerySet[Reveal]:
    """Return the looks at hidden details this person is to judge, the newest first."""
    rows = Reveal.objects.select_related("by").order_by("-at", "-pk")
    if user.has_role(Role.AUDITOR):
        return rows
    return rows.filter(by__in=people_of(user))


def people_of(user: User) -> QuerySet[Membership, Any]:
    """Return the ids of who works in the departments this person leads."""
    led = [seat.department_id for seat in user.seats if seat.role == Role.LEADER]
    seats = Membership.objects.filter(department__in=led, role__in=CASEWORK_ROLES)
    return seats.values("user")
