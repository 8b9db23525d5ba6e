"""What falls due while a mentor is out, and when an outing is forgotten."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef

from coordination.models import Municipality, User
from coordination.periodic import periodic
from coordination.workflow import NotVisible, Refused, perform, whole
from mentors.outing.alarm import OutingAlarm
from mentors.outing.mail import send
from mentors.outing.models import Outing
from mentors.outing.watch import colleagues_to_ask, leaders_to_tell

log = logging.getLogger(__name__)

FORGOTTEN_AT_ONCE = 1000


def the_mentor(outing: Outing) -> list[User]:
    """Return the mentor, as long as they work here."""
    return [outing.mentor] if outing.mentor.is_active else []


# Each step with whom it tells, in the order in which the worry grows.
TELLS: dict[str, Callable[[Outing], list[User]]] = {
    OutingAlarm.Step.REMIND.value: the_mentor,
    OutingAlarm.Step.ASK_COLLEAGUE.value: colleagues_to_ask,
    OutingAlarm.Step.TELL_LEADERS.value: leaders_to_tell,
}


def waits() -> dict[str, timedelta]:
    """Return how long after the agreed time each step is taken."""
    rules = Municipality.current()
    colleague = timedelta(minutes=rules.outing_colleague_minutes)
    leader = timedelta(minutes=rules.outing_leader_minutes)
    steps = list(TELLS)
    return dict(zip(steps, (timedelta(), colleague, colleague + leader), strict=True))


@periodic("outing.alarm")
def raise_alarms(at: datetime) -> int:
    """Tell of every mentor who is overdue; each step once for each agreed time.

    It runs every minute. After a standstill it takes all the steps that were due
    meanwhile: better told late than never. One that fails does not hold up others.
    """
    raised = 0
    for step, wait in waits().items():
        told = OutingAlarm.objects.filter(
            outing=OuterRef("pk"), step=step, due_at=OuterRef("expected_back_at")
        )
        late = Outing.objects.out().filter(expected_back_at__lte=at - wait)
        for outing in late.filter(~Exists(told)).order_by("expected_back_at", "pk"):
            try:
                alarm(outing, step)
            except (Refused, NotVisible):
                continue  # back, extended or told between our look and the lock
            except Exception:
                log.exception("The alarm %s of outing %s failed", step, outing.pk)
                continue
            raised += 1
    return raised


@whole
def alarm(outing: Outing, step: str) -> None:
    """Take one step, and put its messages on their way in the same transaction."""
    people = TELLS[step](outing)
    if not people and step == OutingAlarm.Step.ASK_COLLEAGUE:
        people = leaders_to_tell(outing)  # there is nobody to wait for
    due = outing.expected_back_at
    told = tuple(person.pk for person in people)
    perform(getattr(outing, step), by=None, due=due, told=told)
    send(step, outing, people, about=due.isoformat())


@periodic("outing.forget")
def forget(at: datetime) -> int:
    """Delete the outings that have been over for a month, by a setting.

    When employees were out is needed while somebody may ask what happened, and not
    afterwards (the storage limitation of GDPR article 5(1)(e)). What remains is the
    access log's line that somebody checked in and out: no place, no citizen.
    """
    days = Municipality.current().outing_kept_days
    over = Outing.objects.filter(
        state=Outing.State.BACK, ended_at__lt=at - timedelta(days=days)
    )
    keys = list(islice(over.values_list("pk", flat=True), FORGOTTEN_AT_ONCE))
    with transaction.atomic():
        OutingAlarm.objects.filter(outing__in=keys).delete()
        Outing.objects.filter(pk__in=keys).delete()
    return len(keys)
