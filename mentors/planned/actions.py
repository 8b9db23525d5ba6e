"""What a person can do with a planned visit, one function for each verb."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import User
from coordination.workflow import Refused, is_historical, perform, whole
from mentors.mentorship.models import Mentorship
from mentors.planned.conditions import by_its_mentor
from mentors.planned.models import PlannedVisit

GRACE = timedelta(hours=1)  # one plans the visit one is on the way to
FURTHEST = timedelta(days=366)


@whole
def plan(
    mentorship: Mentorship,
    *,
    by: User,
    starts_at: datetime,
    weeks: int = 1,
    at: datetime | None = None,
    **details: Any,
) -> list[PlannedVisit]:
    """Return the planned visits: one a week, on the same day at the same hour.

    What is planned at that moment already is not planned again.
    """
    moments = weekly(starts_at, weeks)
    check_ahead(moments)
    return [
        plan_one(mentorship, by=by, starts_at=moment, at=at, **details)
        for moment in moments
    ]


def plan_one(
    mentorship: Mentorship,
    *,
    by: User | None,
    starts_at: datetime,
    on_behalf_of: User | None = None,
    at: datetime | None = None,
    **details: Any,
) -> PlannedVisit:
    """Return the visit planned at this moment, new or known."""
    planned = PlannedVisit(
        case=mentorship.case, mentorship=mentorship, starts_at=starts_at, **details
    )
    if by is None or by_its_mentor(planned, by):
        same = PlannedVisit.objects.waiting().filter(mentorship=mentorship)
        if known := same.filter(starts_at=starts_at).first():
            return known
    perform(planned.plan, by=by, on_behalf_of=on_behalf_of, at=at)
    return planned


@whole
def move(
    planned: PlannedVisit,
    *,
    by: User | None,
    starts_at: datetime,
    on_behalf_of: User | None = None,
    version: int | None = None,
    **details: Any,
) -> None:
    """Meet at another time, or in another way."""
    check_ahead([starts_at])
    perform(
        planned.move,
        by=by,
        starts_at=starts_at,
        on_behalf_of=on_behalf_of,
        version=version,
        **details,
    )


@whole
def cancel(
    planned: PlannedVisit,
    *,
    by: User | None,
    on_behalf_of: User | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Meet not at all."""
    perform(planned.cancel, by=by, on_behalf_of=on_behalf_of, version=version, at=at)


def weekly(starts_at: datetime, weeks: int) -> list[datetime]:
    """Return the same hour by the clock in so many weeks, also past a clock change."""
    first = timezone.localtime(starts_at).replace(tzinfo=None)
    moments = [first + timedelta(weeks=number) for number in range(1, weeks)]
    return [starts_at, *(timezone.make_aware(moment) for moment in moments)]


def check_ahead(moments: list[datetime]) -> None:
    """Refuse a plan for the past, or for more than a year ahead."""
    now = timezone.now()
    if is_historical():
        return
    if not all(now - GRACE < moment < now + FURTHEST for moment in moments):
        raise Refused(_("Choose a time that lies ahead, at most a year from now."))
