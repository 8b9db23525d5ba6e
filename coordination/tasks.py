"""What the worker does; every task may run twice and finds its work in tables."""

import logging
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from coordination import periodic, reactions
from coordination.audit import checking
from coordination.audit.seal import seal_new
from coordination.messages.post import send_due
from coordination.models import Delivery, Heartbeat

log = logging.getLogger(__name__)

BATCH = 100
LONGEST_WAIT = timedelta(hours=1)

# (task, seconds): beat wakes these; each looks for work and does what it finds.
SCHEDULE = [
    ("coordination.tasks.dispatch", 10),
    ("coordination.tasks.tick", 60),
    ("coordination.tasks.seal", 60),
    ("coordination.tasks.verify", 3600),
]


def wake() -> None:
    """Ask a worker to look for work soon; without a broker, beat's next round does."""
    try:
        dispatch.apply_async(retry=False, ignore_result=True)
    except Exception:
        # The step is already stored, and its deliveries with it.
        log.warning("The broker did not answer; the next round delivers.")


@shared_task
def dispatch(**_added_later: Any) -> int:
    """Make the deliveries that are due and send the messages that wait."""
    made = 0
    for _ in range(BATCH):
        if not deliver_next():
            break
        made += 1
    beat("dispatch")
    made += send_due(BATCH)
    if made >= BATCH:
        wake()
    return made


def deliver_all() -> int:
    """Make every delivery and send every message that is due now; return the count."""
    made = 0
    while deliver_next():
        made += 1
    while sent := send_due(BATCH):
        made += sent
    return made


@transaction.atomic
def deliver_next() -> bool:
    """Run the oldest delivery that nobody else is running; say if there was one."""
    rows = Delivery.objects.due().select_for_update(
        skip_locked=True, no_key=True, of=("self",)
    )
    delivery = rows.select_related("event").first()
    if delivery is None:
        return False
    try:
        with transaction.atomic():
            reactions.run_after(delivery.event, delivery.reaction)
    except Exception as error:
        log.exception("Delivery %s failed", delivery.pk)
        delivery.attempts += 1
        wait = min(timedelta(seconds=2**delivery.attempts), LONGEST_WAIT)
        delivery.next_at = timezone.now() + wait
        delivery.error = f"{type(error).__name__}"[:300]
    else:
        delivery.done_at = timezone.now()
    delivery.save()
    return True


@shared_task
def tick(**_added_later: Any) -> dict[str, int]:
    """Do what has fallen due: reminders, escalations, surveys, closings."""
    done = periodic.run_due(timezone.now())
    beat("tick")
    return done


@shared_task
def seal(**_added_later: Any) -> int:
    """Seal the events that are not sealed yet."""
    return seal_new()


@shared_task
def verify(**_added_later: Any) -> str:
    """Walk along the seals once a day; return what does not fit."""
    return checking.check().fault if checking.is_due() else ""


def beat(part: str) -> None:
    """Note that a part has just done its work."""
    Heartbeat.objects.update_or_create(part=part, defaults={"at": Now()})
