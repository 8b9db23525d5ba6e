"""What a visit that is written down does to the plan."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from coordination.models import User
from coordination.workflow import perform
from mentors.mentorship.frequency import midnight
from mentors.mentorship.models import Mentorship
from mentors.planned.actions import FURTHEST, plan_one
from mentors.planned.models import PlannedVisit, PlannedVisitQuerySet
from mentors.visit.models import Visit


def keep_plan(
    visit: Visit,
    mentorship: Mentorship,
    *,
    named: int | None,
    by: User,
    at: datetime | None,
) -> None:
    """Write down the plan that the visit has kept, and plan when they meet next.

    The plan is the one the report names, or the nearest that falls on its day. The
    visit is stored whatever the plan says: nothing here refuses.
    """
    mine: dict[str, Any] = {"by": None, "on_behalf_of": by, "at": at}
    if not visit.is_correction and (kept := kept_by(visit, mentorship, named)):
        perform(kept.write_down, visit=visit, **mine)
    if is_newest(visit):
        plan_next(visit, mentorship, **mine)


def kept_by(
    visit: Visit, mentorship: Mentorship, named: int | None
) -> PlannedVisit | None:
    """Return the plan that a visit has kept, if there was one."""
    waiting = plans_of(mentorship)
    if named is not None and (found := waiting.filter(pk=named).first()):
        return found
    if Visit.Late.CLOCK in visit.late:
        return None
    same_day = waiting.filter(**on_day("starts_at", visit.started_at))
    return min(
        same_day, key=lambda plan: abs(plan.starts_at - visit.started_at), default=None
    )


def plan_next(visit: Visit, mentorship: Mentorship, **mine: Any) -> None:
    """Let the visit say when they meet next, unless they have met since."""
    if visit.is_correction and (earlier := agreed_before(visit, mentorship)):
        if visit.next_at == earlier.starts_at:
            return
        if visit.next_at and not plans_of(mentorship).filter(starts_at=visit.next_at):
            perform(earlier.move, starts_at=visit.next_at, **mine)
            return
        perform(earlier.cancel, **mine)
    if visit.next_at is None or not is_believable(visit):
        return
    met = Visit.objects.current().filter(
        mentorship=mentorship, **on_day("started_at", visit.next_at)
    )
    if not met.exclude(pk=visit.pk).exists():
        plan_one(mentorship, starts_at=visit.next_at, **mine)


def agreed_before(visit: Visit, mentorship: Mentorship) -> PlannedVisit | None:
    """Return the plan that came of what the visit said before, if it is still ahead."""
    versions = Visit.objects.filter(mentorship=mentorship, visit_id=visit.visit_id)
    before = versions.exclude(pk=visit.pk).order_by("-pk").first()
    if before is None or before.next_at is None:
        return None
    ahead = plans_of(mentorship).filter(starts_at__gt=visit.received_at)
    return ahead.filter(starts_at=before.next_at).first()


def plans_of(mentorship: Mentorship) -> PlannedVisitQuerySet:
    """Return what is planned with the citizen."""
    return PlannedVisit.objects.waiting().filter(mentorship=mentorship)


def is_newest(visit: Visit) -> bool:
    """Say whether no correction of the visit came in before it."""
    return Visit.objects.current().filter(pk=visit.pk).exists()


def is_believable(visit: Visit) -> bool:
    """Say whether the time to meet next is one that people agree on."""
    if visit.next_at is None or Visit.Late.CLOCK in visit.late:
        return False
    return abs(visit.next_at - visit.received_at) < FURTHEST


def on_day(column: str, moment: datetime) -> dict[str, datetime]:
    """Return the filter for the moments of the same day in the office."""
    day: date = timezone.localdate(moment)
    return {
        f"{column}__gte": midnight(day),
        f"{column}__lt": midnight(day + timedelta(days=1)),
    }
