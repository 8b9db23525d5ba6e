"""The kernel's tables."""

from coordination.models.bookkeeping import ApiToken, Heartbeat, IdempotencyKey
from coordination.models.event import Delivery, Edge, Event, Seal, SealCheck
from coordination.models.message import Message, Recipient
from coordination.models.municipality import ClosingDay, Municipality
from coordination.models.organisation import Department, Deputy, Membership
from coordination.models.user import Seat, User

__all__ = [
    "ApiToken",
    "ClosingDay",
    "Delivery",
    "Department",
    "Deputy",
    "Edge",
    "Event",
    "Heartbeat",
    "IdempotencyKey",
    "Membership",
    "Message",
    "Municipality",
    "Recipient",
    "Seal",
    "SealCheck",
    "Seat",
    "User",
]
