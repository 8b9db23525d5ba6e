"""Whether mentor and citizen meet as often as they agreed."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import (
    ExpressionWrapper,
    F,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from mentors.mentorship.models import Mentorship, MentorshipQuerySet
from mentors.visit.models import Visit

Frequency = Mentorship.Frequency

# The days that may lie between two visits. "When the citizen asks" promises none.
INTERVALS = {
    Frequency.TWICE_WEEKLY: 4,
    Frequency.WEEKLY: 7,
    Frequency.FORTNIGHTLY: 14,
    Frequency.MONTHLY: 31,
}


def visited() -> Any:
    """Return the visits that count: they met, in whatever way.

    Nobody home and a cancelled visit are none, and a corrected visit is what its
    newest version says.
    """
    return Visit.objects.current().filter(outcome=Visit.Outcome.DONE)


def with_last_visit(rows: MentorshipQuerySet) -> MentorshipQuerySet:
    """Note on each when they met last: `last_visit_at`, nothing before the first.

    A phone whose clock is ahead met at the latest when its word of it came in.
    """
    met = visited().filter(mentorship=OuterRef("pk"))
    met = met.annotate(met_at=Least("started_at", "received_at")).order_by("-met_at")
    return rows.annotate(last_visit_at=Subquery(met.values("met_at")[:1]))


def with_deadline(rows: MentorshipQuerySet) -> Any:
    """Note on each by when they should have met again: `due_at`, if they agreed on it.

    Counted from the last visit, or from the beginning: that moment is `since`.
    """
    interval = models.Case(
        *(
            When(frequency=frequency, then=Value(timedelta(days=days)))
            for frequency, days in INTERVALS.items()
        ),
        output_field=models.DurationField(null=True),
    )
    since = Coalesce("last_visit_at", F("activated_at"))
    found = with_last_visit(rows).annotate(since=since)
    due_at = ExpressionWrapper(F("since") + interval, models.DateTimeField())
    return found.annotate(due_at=due_at)


def neglected(rows: MentorshipQuerySet, *, today: date) -> Any:
    """Keep the running mentorships without a visit in the agreed interval.

    The last day of the interval is still in time. While the case is paused nobody
    is late.
    """
    running = rows.active().exclude(case__state="paused")
    return with_deadline(running).filter(due_at__lt=midnight(today))


def midnight(day: date) -> datetime:
    """Return the moment a day begins, by the clock in the office."""
    return timezone.make_aware(datetime.combine(day, time.min))
