"""A mentor's visits in the order of the day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from coordination.models import User
from mentors.mentorship.frequency import midnight
from mentors.mentorship.models import Mentorship
from mentors.planned.models import PlannedVisit

AHEAD = timedelta(days=7)
MOST = 60  # nobody visits more in a week; a longer list is no day


@dataclass
class Day:
    """Whom one visits when: missed, today, in the week to come; and the others."""

    missed: list[PlannedVisit] = field(default_factory=list)
    today: list[PlannedVisit] = field(default_factory=list)
    week: list[PlannedVisit] = field(default_factory=list)
    # citizens without a visit above, each with `next_visit_at`
    others: list[Any] = field(default_factory=list)

    @property
    def cases(self) -> list[int]:
        """The cases that the page shows something of."""
        visits = [*self.missed, *self.today, *self.week]
        return sorted({row.case_id for row in [*visits, *self.others]})


def read_day(user: User, *, today: date) -> Day:
    """Return the visits of a mentor, and of whom they stand in for."""
    day = Day()
    soon = midnight(today + AHEAD)
    planned = PlannedVisit.objects.waiting().of_mentor(user).filter(starts_at__lt=soon)
    people = planned.select_related("mentorship__mentor", "case__citizen")
    for row in people.order_by("starts_at", "pk")[:MOST]:
        place_of(row, day, today=today).append(row)
    shown = {row.mentorship_id for row in [*day.missed, *day.today, *day.week]}
    rows: Any = Mentorship.objects.of_mentor(user).with_next_visit()
    found = rows.select_related("case__citizen", "mentor")
    day.others = [
        row
        for row in found.order_by("next_visit_at", "case__citizen__name", "pk")
        if row.pk not in shown
    ]
    return day


def place_of(row: PlannedVisit, day: Day, *, today: date) -> list[PlannedVisit]:
    """Return the part of the day a visit belongs to."""
    planned = timezone.localtime(row.starts_at).date()
    if planned < today:
        return day.missed
    return day.today if planned == today else day.week
