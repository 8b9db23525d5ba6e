"""Moments at which an office is at work, in days before or after today."""

from datetime import date, datetime, time, timedelta

from coordination.calendar import COPENHAGEN, is_working_day
from demo.dice import Dice

OPENS, CLOSES = 8 * 60, 15 * 60  # minutes after midnight
DAY = timedelta(days=1)
BREATH = timedelta(minutes=20)  # between two things that happen on one case


def at_work(day: date, rng: Dice, *, towards: timedelta = DAY) -> datetime:
    """Return a moment in office hours on the day, or the nearest working day."""
    while not is_working_day(day):
        day += towards
    minute = rng.randrange(OPENS, CLOSES)
    return datetime.combine(day, time(minute // 60, minute % 60), COPENHAGEN)


def after(moment: datetime, days: float, rng: Dice) -> datetime:
    """Return a moment in office hours so many days later, and later in any case."""
    day = (moment + timedelta(days=days)).astimezone(COPENHAGEN).date()
    found = at_work(day, rng)
    return found if found >= moment + BREATH else at_work(found.date() + DAY, rng)


def before(moment: datetime, days: float, rng: Dice) -> datetime:
    """Return a moment in office hours so many days earlier, or more."""
    day = (moment - timedelta(days=days)).astimezone(COPENHAGEN).date()
    found = at_work(day, rng, towards=-DAY)
    return found if found <= moment - BREATH else before(moment, days + 1, rng)
