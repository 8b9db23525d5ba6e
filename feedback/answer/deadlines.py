"""When the months are closed."""

from datetime import datetime

from coordination.periodic import periodic
from feedback.answer.closing import close, to_close


@periodic("answer.close")
def close_due_periods(at: datetime) -> int:
    """Close the months that have ended; a month that is closed stays as it is."""
    return sum(close(month) for month in to_close(at))
