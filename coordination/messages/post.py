"""Sending what is queued: each message under a lease, the words made here."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone, translation

from coordination.messages.compose import Content, compose, tell_taken
from coordination.messages.digital_post import why_not
from coordination.messages.transport import Undeliverable, transport
from coordination.models import Message
from coordination.models.message import Channel
from coordination.record import announce

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


def send_due(limit: int = 100) -> int:
    """Send up to `limit` waiting messages; return how many left the machine."""
    sent = 0
    for _ in range(limit):
        message = _lease()
        if message is None:
            break
        sent += _send(message)
    return sent


@transaction.atomic
def _lease() -> Message | None:
    # The lease is committed before anything leaves: a worker killed while sending
    # leaves a row that another takes up a minute later, not a held lock.
    rows = Message.objects.due().select_for_update(skip_locked=True, of=("self",))
    message = rows.select_related("recipient", "user").first()
    if message:
        message.attempts += 1
        message.next_at = timezone.now() + LEASE
        message.save(update_fields=["attempts", "next_at"])
    return message


def _send(message: Message) -> bool:
    try:
        send_as_letter_without_number(message)
        content = written(message)
        if content is None:
            _finish(message, Message.State.SENT, error="nothing left to say")
            return False
        transport().deliver(message, content)
    except Undeliverable as error:
        _finish(message, Message.State.UNDELIVERABLE, error=str(error))
        return False
    except Exception as error:
        # Whatever the cause, the message waits and is tried again, for ever.
        log.exception("Message %s could not be sent", message.pk)
        wait = min(timedelta(seconds=2**message.attempts), LONGEST_WAIT)
        Message.objects.filter(pk=message.pk).update(
            next_at=Now() + wait, error=type(error).__name__
        )
        return False
    _finish(message, Message.State.SENT)
    return True


@transaction.atomic
def send_as_letter_without_number(message: Message) -> None:
    """Let a letter take the place of Digital Post that cannot be addressed.

    Why is on record, once. Without an address either, nobody can be reached.
    """
    recipient = message.recipient
    if recipient is None or not recipient.address:
        return
    if message.way == Channel.DIGITAL_POST and (reason := why_not(message)):
        message.channel = Channel.LETTER.value
        message.save(update_fields=["channel"])
        announce(
            "message.redirect",
            subject=message,
            facts={"to": message.channel, "reason": reason},
        )


def written(message: Message) -> Content | None:
    """Return a message's words in the language of whoever gets it."""
    language = message.recipient.language if message.recipient else "da"
    with translation.override(language):
        return compose(message)


@transaction.atomic
def _finish(message: Message, state: str, error: str = "") -> None:
    queued = Message.objects.filter(pk=message.pk, state=Message.State.QUEUED)
    changed = queued.update(
        state=state, sent_at=Now(), error=error, attempts=F("attempts")
    )
    if changed and state == Message.State.UNDELIVERABLE:
        announce(
            "message.undeliverable",
            subject=message,
            facts={**message.facts, "template": message.template},
        )
    elif changed and not error:
        tell_taken(message)
