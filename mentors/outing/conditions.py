"""When a mentor can check in, and who may answer for one who is out."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from coordination.models import User
from coordination.models.organisation import Role
from coordination.workflow import because

if TYPE_CHECKING:
    from mentors.outing.models import Outing

# Those who look after the mentors of their department.
LOOKS_AFTER = (Role.LEADER, Role.COORDINATOR)


@because(
    _(
        "You are checked in already. Extend the time, or say that you are back, before"
        " you check in again."
    )
)
def nobody_is_out_twice(outing: "Outing") -> bool:
    """Ask whether the mentor has no other outing that is not over."""
    return not type(outing).objects.out().filter(mentor=outing.mentor_id).exists()


def by_the_mentor(outing: "Outing", user: User) -> bool:
    """Let a mentor of the department, for themselves."""
    mine = outing.mentor_id == user.pk
    return mine and user.has_role(Role.MENTOR, department=outing.department_id)


def by_who_heard(outing: "Outing", user: User) -> bool:
    """Let the mentor, their leaders and coordinators, and whoever was told."""
    if outing.mentor_id == user.pk:
        return True
    leads = user.has_role(*LOOKS_AFTER, department=outing.department_id)
    return leads or outing.alarms.filter(told__contains=[user.pk]).exists()
