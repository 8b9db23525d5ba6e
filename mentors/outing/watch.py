"""Who waits for a mentor who is out: a colleague first, then the leaders."""

from django.db.models import Exists, OuterRef, Q

from coordination.models import Deputy, Membership, Municipality, User
from coordination.models.organisation import Role, in_force
from coordination.organisation import deputy_of, leaders_of
from mentors.outing.models import Outing


def colleagues_to_ask(outing: Outing) -> list[User]:
    """Return who is asked to ring the mentor.

    Whom the mentor named, otherwise the mentor's deputy, otherwise every other mentor
    of the department who is at work. Who has left, or has a deputy because they are
    away, cannot be asked.
    """
    others = mentors_around(outing.department_id, besides=outing.mentor_id)
    around = {person.pk: person for person in others}
    deputy = deputy_of(outing.mentor)
    for person in (outing.colleague, deputy):
        if person and person.pk in around:
            return [around[person.pk]]
    return list(around.values())


def mentors_around(department_id: int, *, besides: int) -> list[User]:
    """Return the department's other mentors who are at work today."""
    seats = Membership.objects.in_force().filter(
        department=department_id, role=Role.MENTOR
    )
    away = Deputy.objects.filter(in_force(), absent=OuterRef("pk"))
    people = User.objects.filter(pk__in=seats.values("user"), is_active=True)
    others = people.exclude(pk=besides).filter(~Exists(away))
    return list(others.order_by("name", "pk"))


def leaders_to_tell(outing: Outing) -> list[User]:
    """Return who is told at last; there is always somebody as long as anybody leads.

    The department's leaders, otherwise its coordinators, otherwise the leaders of the
    department that coordinates, otherwise every leader.
    """
    lead = Municipality.current().lead_department_id
    everywhere = Q(role=Role.LEADER)
    return (
        leaders_of(outing.department_id)
        or people_of(Q(role=Role.COORDINATOR, department=outing.department_id))
        or (leaders_of(lead) if lead else [])
        or people_of(everywhere)
    )


def people_of(which: Q) -> list[User]:
    """Return the people in these seats now."""
    seats = Membership.objects.in_force().filter(which)
    return list(User.objects.filter(pk__in=seats.values("user")).order_by("name", "pk"))


def usual_colleague(mentor: User) -> User | None:
    """Return whom to suggest: the mentor's deputy, or whom they named the last time."""
    if deputy := deputy_of(mentor):
        return deputy
    last = Outing.objects.filter(mentor=mentor).select_related("colleague").first()
    return last.colleague if last else None
