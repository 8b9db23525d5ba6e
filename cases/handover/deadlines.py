"""When an unanswered offer is reminded, escalated, and lapses."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from cases.handover.models import Handover
from coordination.calendar import add_working_days
from coordination.models import Department, Municipality
from coordination.periodic import periodic
from coordination.workflow import NotVisible, Refused, perform


def set_deadlines(
    handover: Handover, receiver: Department, *, at: datetime | None
) -> None:
    """Set the three moments, in working days after the offer."""
    rules = Municipality.current()
    days = receiver.handover_days or rules.handover_days
    offered_at = at or timezone.now()
    handover.remind_at = add_working_days(offered_at, days)
    days += rules.escalate_days
    handover.escalate_at = add_working_days(offered_at, days)
    days += rules.lapse_days
    handover.lapse_at = add_working_days(offered_at, days)


def _take(step: str, due: Q, at: datetime) -> int:
    taken = 0
    for handover in Handover.objects.offered().filter(due).order_by("case_id"):
        act: Callable[..., object] = getattr(handover, step)
        try:
            perform(act, by=None, facts={"due": at.isoformat()})
        except (Refused, NotVisible):
            continue  # answered or taken between our look and the lock
        taken += 1
    return taken


@periodic("handover.remind")
def remind_due(at: datetime) -> int:
    """Remind receivers whose deadline has passed; each offer once."""
    return _take("remind", Q(remind_at__lte=at, reminded_at=None), at)


@periodic("handover.escalate")
def escalate_due(at: datetime) -> int:
    """Tell leaders and coordinators of offers that a reminder did not move."""
    return _take("escalate", Q(escalate_at__lte=at, escalated_at=None), at)


@periodic("handover.lapse")
def lapse_due(at: datetime) -> int:
    """End offers that nobody answered; the giver still holds."""
    return _take("lapse", Q(lapse_at__lte=at), at)
