"""Putting a message on its way."""

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
    Message.objects.bulk_create(
        [
            Message(
                template=template,
                key=key,
                user=user,
                recipient_id=recipient_id,
                channel=channel,
                facts=facts,
            )
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(_wake, robust=True)
