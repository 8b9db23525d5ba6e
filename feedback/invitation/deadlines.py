"""When citizens are asked about a handover, reminded, and no longer waited for."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from coordination.models import Municipality
from coordination.periodic import periodic
from coordination.workflow import NotVisible, Refused
from feedback.invitation import actions
from feedback.invitation.models import Invitation

# The rest waits a minute for the next round.
BATCH = 500


def each(rows: "QuerySet[Invitation]", verb: Callable[..., None], at: datetime) -> int:
    """Do the verb to each row in a transaction of its own; return how many."""
    done = 0
    for invitation in rows.select_related("recipient").order_by("pk")[:BATCH]:
        try:
            verb(invitation, at=at)
        except (Refused, NotVisible):
            continue  # answered or replaced between our look and the lock
        done += 1
    return done


@periodic("invitation.send")
def send_due(at: datetime) -> int:
    """Ask the citizens whose day has come."""
    return each(Invitation.objects.due(at), actions.send, at)


@periodic("invitation.remind")
def remind_due(at: datetime) -> int:
    """Remind, once, those who have not answered."""
    days = Municipality.current().survey_reminder_days
    waiting = Invitation.objects.of_handovers().to_remind(at - timedelta(days=days), at)
    return each(waiting, actions.remind, at)


@periodic("invitation.expire")
def expire_due(at: datetime) -> int:
    """Stop waiting for answers whose last day is over."""
    return each(Invitation.objects.of_handovers().run_out(at), actions.expire, at)
