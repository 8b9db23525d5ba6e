"""Who can be asked to do something in a case."""

from collections.abc import Iterator

from django.db.models import Q

from cases.case.models import Case
from cases.involvement.actions import colleagues
from cases.involvement.models import Involvement, Kind
from coordination.models import Membership, Municipality, User
from coordination.models.organisation import CASEWORK_ROLES, Role
from coordination.organisation import leaders_of, works_in


def people_on(case: Case) -> list[User]:
    """Return who works for the departments that take part, and who does so by name."""
    parts = Involvement.objects.active().filter(case=case)
    seats = Membership.objects.in_force().filter(
        department__in=parts.parties().values("department"), role__in=CASEWORK_ROLES
    )
    named = parts.filter(person__isnull=False).exclude(kind=Kind.EMERGENCY)
    mine = Q(pk__in=seats.values("user")) | Q(pk__in=named.values("person"))
    return list(User.objects.filter(mine, is_active=True).order_by("name"))


def who_can_call(case: Case) -> list[User]:
    """Return who works where the case was last, or where cases are coordinated."""
    last = case.periods.latest("since", "pk").department_id
    lead = Municipality.current().lead_department_id or last
    people = {
        person.pk: person for place in {last, lead} for person in colleagues(place)
    }
    return sorted(people.values(), key=lambda person: person.name)


def who_answers_afterwards(case: Case) -> User | None:
    """Return who is asked about a case that is closed: its last holder, or an heir."""
    return next(_afterwards(case), None)


def _afterwards(case: Case) -> Iterator[User]:
    # in the order of the baton's heirs (DESIGN §3), of whom nobody coordinates now
    last = case.periods.select_related("holder").latest("since", "pk")
    parties = [part.department_id or 0 for part in case.parties().order_by("since")]
    if last.department_id in parties:
        if last.holder.is_active and works_in(last.holder, last.department_id):
            yield last.holder
        parties = [last.department_id, *parties]
    for department in parties:
        yield from leaders_of(department)
    # they do not see the case, but can see to it that somebody calls
    yield from leaders_of(last.department_id)
    yield from leaders_of(Municipality.current().lead_department_id or 0)
    administrators = Membership.objects.in_force().filter(role=Role.ADMINISTRATOR)
    for seat in administrators.select_related("user").order_by("since", "pk"):
        yield seat.user
