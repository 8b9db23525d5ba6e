"""Whether mentor and citizen meet as often as they agreed."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
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


def neglected(rows: MentorshipQuerySet, *, today: date) -> MentorshipQuerySet:
    """Keep the running mentorships without a visit in the agreed interval.

    The interval is counted in days from the last visit, or from the beginning, and
    `since` says from when; the day itself is still in time. While the case is paused
    nobody is late.
    """
    found = with_last_visit(rows.active().exclude(case__state="paused"))
    late = Q(pk__in=[])
    for frequency, days in INTERVALS.items():
        first = midnight(today - timedelta(days=days))
        late |= Q(frequency=frequency, since__lt=first)
    return found.annotate(since=Coalesce("last_visit_at", F("activated_at"))).filter(
        late
    )


def due_on(mentorship: Any) -> date | None:
    """Return the last day on which the next visit keeps what was agreed."""
    days = INTERVALS.get(mentorship.frequency)
    since = mentorship.last_visit_at or mentorship.activated_at
    if days is None or since is None:
        return None
    return timezone.localdate(since) + timedelta(days=days)


def midnight(day: date) -> datetime:
    """Return the moment a day begins, by the clock in the office."""
    return timezone.make_aware(datetime.combine(day, time.min))
