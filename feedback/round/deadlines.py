"""What a running round does by the clock: send its waves, remind, and close."""

from datetime import datetime

from coordination.periodic import periodic
from coordination.workflow import Refused
from feedback.round import actions
from feedback.round.models import Round
from feedback.round.sending import remind_some, send_some, until_done


@periodic("round.send")
def send_due(at: datetime) -> int:
    """Ask everybody whose wave has begun, however many there are."""
    return until_done(send_some, at)


@periodic("round.remind")
def remind_due(at: datetime) -> int:
    """Remind, once, those who have not answered."""
    return until_done(remind_some, at)


@periodic("round.close")
def close_due(at: datetime) -> int:
    """Close the rounds whose last day is over."""
    done = 0
    for held in Round.objects.running():
        if held.ends_at > at:
            continue
        try:
            actions.close(held, by=None, at=at)
        except Refused:
            continue  # a leader was faster
        done += 1
    return done
