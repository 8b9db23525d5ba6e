"""Emergencies whose hours are over."""

from datetime import datetime

from cases.involvement import actions as involvement
from coordination.periodic import periodic


@periodic("emergency.end")
def tidy(at: datetime) -> int:
    """Mark emergencies as ended that the clock has ended already; each once."""
    return involvement.end_outlived_emergencies(at)
