"""The months that the figures are about: those that are closed, and the running one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone

from coordination.calendar import COPENHAGEN
from coordination.formats import short_month

CLOSED = 12
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Month:
    """A calendar month in Copenhagen, up to now when it still runs."""

    begins: datetime
    ends: datetime
    running: bool = False

    @property
    def label(self) -> str:
        """The month as an axis names it."""
        name = short_month(self.begins)
        return f"{name}*" if self.running else name

    @property
    def weeks(self) -> float:
        """How many weeks it has, or has had so far."""
        return (self.ends - self.begins) / timedelta(days=DAYS_A_WEEK)


def latest_months(now: datetime | None = None) -> list[Month]:
    """Return the last twelve closed months and the running one, the oldest first."""
    now = now or timezone.now()
    first = now.astimezone(COPENHAGEN).date().replace(day=1)
    starts = [first]
    for _step in range(CLOSED):
        starts.append((starts[-1] - timedelta(days=1)).replace(day=1))
    moments = [midnight(day) for day in reversed(starts)]
    closed = [Month(*pair) for pair in pairwise(moments)]
    return [*closed, Month(moments[-1], now, running=True)]


def midnight(day: date) -> datetime:
    """Return the moment a day begins."""
    return datetime.combine(day, time(), COPENHAGEN)
