"""What happens to planned visits when something else happens."""

from coordination.models import Event
from coordination.reactions import during
from coordination.workflow import is_historical
from mentors.planned import actions
from mentors.planned.models import PlannedVisit


@during("mentorship.end")
def cancel_with_the_mentorship(event: Event) -> None:
    """Leave no visit planned that nobody may make."""
    rows = PlannedVisit.objects.waiting().filter(mentorship=int(event.subject_id))
    then = event.at if is_historical() else None
    for planned in rows.order_by("pk"):
        actions.cancel(planned, by=None, at=then)
