"""Putting a message on its way."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from coordination.models import Message, User
from coordination.record import _wake


def queue(
    template: str,
    *,
    key: str,
    user: User | None = None,
    recipient_id: UUID | str | None = None,
    channel: str = "",
    **facts: Any,
) -> None:
    """Put one message on its way to one person; the same key never twice.

    `facts` are ids and codes for the composer, no words. Without `channel` the
    recipient's own channel is used.
    """
    queue_many(
        [
            Message(
                template=template,
                key=key,
                user=user,
                recipient_id=recipient_id,
                channel=channel,
                facts=facts,
            )
        ]
    )


def queue_many(messages: Sequence[Message]) -> None:
    """Put many messages on their way in one statement; the same key never twice."""
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    transaction.on_commit(_wake, robust=True)
