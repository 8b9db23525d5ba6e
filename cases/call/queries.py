"""Which calls a person is to make, and who may know whom to call."""

from cases.plan.measure import Measure, MeasureQuerySet
from coordination.models import User


def calls_of(user: User) -> MeasureQuerySet:
    """Return the wishes to be called that wait for this person, or did."""
    wishes = Measure.objects.of(user).filter(kind=Measure.Kind.CONTACT_WISH)
    return wishes.select_related("case__citizen", "responsible")


def sees_citizens(user: User) -> bool:
    """Say whether this person may know of a citizen: an administrator may not."""
    return bool(user.department_ids)
