"""When a visit may be planned, and by whom."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from coordination.models import User
from coordination.workflow import because
from mentors.mentorship.conditions import by_mentor

if TYPE_CHECKING:
    from mentors.planned.models import PlannedVisit


@because(_("The mentorship does not run. A visit can be planned once it has begun."))
def mentorship_runs(planned: "PlannedVisit") -> bool:
    """Ask whether mentor and citizen still meet."""
    return bool(planned.mentorship.state == "active")


def by_its_mentor(planned: "PlannedVisit", user: User) -> bool:
    """Let the mentor, or who stands in for the mentor."""
    return by_mentor(planned.mentorship, user)
