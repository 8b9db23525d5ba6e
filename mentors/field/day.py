"""A mentor's citizens in the order of the day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from coordination.models import User
from mentors.mentorship.models import Mentorship

SUNDAY = 6


@dataclass
class Day:
    """Who is visited when: missed, today, later this week, later, not planned."""

    missed: list[Mentorship] = field(default_factory=list)
    today: list[Mentorship] = field(default_factory=list)
    week: list[Mentorship] = field(default_factory=list)
    later: list[Mentorship] = field(default_factory=list)
    unplanned: list[Mentorship] = field(default_factory=list)


def read_day(user: User, *, today: date) -> Day:
    """Return the citizens of a mentor, and of whom they stand in for."""
    rows = Mentorship.objects.of_mentor(user).select_related("case__citizen", "mentor")
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    day = Day()
    for row in rows.order_by(F("next_visit_at").asc(nulls_last=True), "pk"):
        place_of(row, day, today=today, sunday=sunday).append(row)
    return day


def place_of(
    row: Mentorship, day: Day, *, today: date, sunday: date
) -> list[Mentorship]:
    """Return the part of the day a citizen belongs to."""
    if row.next_visit_at is None:
        return day.unplanned
    planned = timezone.localtime(row.next_visit_at).date()
    if planned < today:
        return day.missed
    if planned == today:
        return day.today
    return day.week if planned <= sunday else day.later
