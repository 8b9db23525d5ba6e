"""When the made-up cases begin."""

from datetime import datetime

from demo.calendar import before
from demo.dice import Dice

# A little over two years, so that all the months on the leaders' charts are whole.
DAYS = 795
# Whoever takes Stafet into use takes the cases along that are running already.
SHARE_RUNNING, DAYS_TO_MOVE_IN = 0.22, 40


def openings(rng: Dice, count: int, *, now: datetime) -> list[datetime]:
    """Return when the cases begin: many at once at first, then as they come."""
    running = round(count * SHARE_RUNNING)
    days = [DAYS - rng.random() * DAYS_TO_MOVE_IN for _ in range(running)]
    days += [rng.random() * (DAYS - DAYS_TO_MOVE_IN) for _ in range(count - running)]
    return sorted(before(now, back, rng) for back in days)
