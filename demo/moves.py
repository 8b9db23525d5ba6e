"""What can happen in a made-up case."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of things that happen."""

    OPEN = "open"
    JOIN = "join"
    COORDINATE = "coordinate"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CONTACT = "contact"
    CHAT = "chat"  # with a department that does not hold the baton, and leaves it
    TAKE = "take"  # by the last-contact rule
    OBJECT = "object_to"
    REASSIGN = "reassign"
    REVOKE = "revoke"  # the consent that the holder's part rests on
    MENTOR = "mentor"
    GOODBYE = "say_goodbye"  # of the mentor
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Move:
    """One thing that happens, and when."""

    kind: Kind
    at: datetime
    place: str = ""
    more: dict[str, Any] = field(default_factory=dict)
