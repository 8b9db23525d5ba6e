"""Which calls a person is to make, and who else could make one."""

from cases.case.models import Case
from cases.involvement.actions import colleagues
from cases.plan.models import Measure, MeasureQuerySet
from coordination.models import Municipality, User


def calls_of(user: User) -> MeasureQuerySet:
    """Return the wishes to be called that wait for this person, or did."""
    wishes = Measure.objects.of(user).filter(kind=Measure.Kind.CONTACT_WISH)
    return wishes.select_related("case__citizen", "responsible")


def sees_citizens(user: User) -> bool:
    """Say whether this person may know of a citizen: an administrator may not."""
    return bool(user.department_ids)


def who_can_call(case: Case) -> list[User]:
    """Return who works where the case was last, or where cases are coordinated."""
    last = case.periods.latest("since", "pk").department_id
    lead = Municipality.current().lead_department_id or last
    people = {
        person.pk: person for place in {last, lead} for person in colleagues(place)
    }
    return sorted(people.values(), key=lambda person: person.name)
