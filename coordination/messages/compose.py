"""Who writes the words of a message, by the name of its template."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordination.models import Message


@dataclass(frozen=True)
class Content:
    """The words of one message, made at the moment of sending.

    `subject` and `text` go out by e-mail or SMS and hold no personal data beyond
    what the channel may carry; `line` is what staff read inside Stafet; `link` is an
    address on our own site, or empty.
    """

    subject: str
    text: str
    line: str = ""
    link: str = ""


Composer = Callable[["Message"], Content | None]

_composers: dict[str, Composer] = {}


def composes(template: str) -> Callable[[Composer], Composer]:
    """Let a function write the messages of one template.

    It returns None when there is nothing left to say: the message is then dropped.
    """

    def register(composer: Composer) -> Composer:
        _composers[template] = composer
        return composer

    return register


def compose(message: "Message") -> Content | None:
    """Return the words of a message in the recipient's language."""
    return _composers[message.template](message)


def templates() -> list[str]:
    """Return the names of all templates that somebody writes."""
    return sorted(_composers)
