"""Process figures about handovers: how long people wait, and how offers end."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from cases.handover.models import Handover
from coordination.calendar import COPENHAGEN
from coordination.figures import figure

Window = datetime | None


def within(column: str, since: Window, until: Window) -> Q:
    """Match rows whose moment lies in the window; either end may be open."""
    found = Q(**{f"{column}__isnull": False})
    if since:
        found &= Q(**{f"{column}__gte": since})
    if until:
        found &= Q(**{f"{column}__lt": until})
    return found


def days_between(begin: datetime, end: datetime) -> int:
    """Count the midnights in Copenhagen between two moments."""
    days = end.astimezone(COPENHAGEN).date() - begin.astimezone(COPENHAGEN).date()
    return days.days


@figure("waiting_days")
def waiting_days(*, since: Window = None, until: Window = None) -> dict[str, list[int]]:
    """Return the days from offered to accepted, and on to the first contact.

    Of handovers accepted in the window. Those from a log are left out: it does not
    say when they were offered.
    """
    rows = Handover.objects.accepted().exclude(origin=Handover.Origin.IMPORTED)
    moments = rows.filter(within("accepted_at", since, until)).values_list(
        "offered_at", "accepted_at", "completed_at", "not_met_because"
    )
    accepted, first_contact = [], []
    for offered_at, accepted_at, completed_at, not_met in moments:
        if not offered_at or not accepted_at:
            continue
        accepted.append(days_between(offered_at, accepted_at))
        if completed_at and not not_met:
            first_contact.append(days_between(accepted_at, completed_at))
    return {"accepted": sorted(accepted), "first_contact": sorted(first_contact)}


@figure("handovers_offered")
def count_offered(**_window: Any) -> int:
    """Return how many offers wait for an answer now."""
    return Handover.objects.offered().count()


@figure("handover_outcomes")
def count_outcomes(*, since: Window = None, until: Window = None) -> dict[str, int]:
    """Return how many offers were taken, declined, withdrawn, or lapsed."""
    ended = within("ended_at", since, until)
    taken = within("accepted_at", since, until)
    return Handover.objects.aggregate(
        accepted=Count("pk", filter=taken),
        **{
            state: Count("pk", filter=ended & Q(state=state))
            for state in ("declined", "withdrawn", "lapsed")
        },
    )


@figure("handover_outcomes_by_month")
def count_outcomes_by_month(
    *, since: Window = None, until: Window = None
) -> list[dict[str, Any]]:
    """Return, month by month, how many offers were declined, and how many lapsed."""
    rows = Handover.objects.filter(
        within("ended_at", since, until), state__in=["declined", "lapsed"]
    )
    months = rows.annotate(month=TruncMonth("ended_at", tzinfo=COPENHAGEN))
    counted = months.order_by("month").values("month")
    return [
        dict(row)
        for row in counted.annotate(
            declined=Count("pk", filter=Q(state="declined")),
            lapsed=Count("pk", filter=Q(state="lapsed")),
        )
    ]


@figure("handovers_by_month")
def count_by_month(
    *, since: Window = None, until: Window = None
) -> list[dict[str, Any]]:
    """Return how many batons went from whom to whom in each month."""
    rows = Handover.objects.accepted().filter(within("accepted_at", since, until))
    months = rows.annotate(month=TruncMonth("accepted_at", tzinfo=COPENHAGEN))
    ordered = months.order_by("month", "giver", "receiver")
    counted = ordered.values("month", "giver", "receiver").annotate(n=Count("pk"))
    return [dict(row) for row in counted]
