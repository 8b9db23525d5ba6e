"""Who writes the words of a message, by the name of its template."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coordination.models import Message


@dataclass(frozen=True)
class PaperPart:
    """Something to tick, or lines to write on, when a form is on paper."""

    text: str
    choices: tuple[str, ...] = ()
    lines: int = 0
    theme: str = ""


@dataclass(frozen=True)
class PaperForm:
    """A form to fill in by hand."""

    title: str
    hint: str
    parts: tuple[PaperPart, ...]

    def shown(self) -> dict[str, Any]:
        """Return it as the layout reads it."""
        return asdict(self)


@dataclass(frozen=True)
class Content:
    """The words of one message, made at the moment of sending.

    `subject` and `text` go out by e-mail or SMS and hold no personal data beyond
    what the channel may carry; `line` is what staff read inside Stafet; `link` is an
    address on our own site, or empty. On a letter stand `code`, which can be typed
    instead of the address, with the words before it, and `form`, to send back.
    """

    subject: str
    text: str
    line: str = ""
    link: str = ""
    code: str = ""
    code_words: str = ""
    form: PaperForm | None = None


Composer = Callable[["Message"], Content | None]
Listener = Callable[["Message"], None]

_composers: dict[str, Composer] = {}
_listeners: dict[str, Listener] = {}


def composes(template: str) -> Callable[[Composer], Composer]:
    """Let a function write the messages of one template.

    It returns None when there is nothing left to say: the message is then dropped.
    """

    def register(composer: Composer) -> Composer:
        _composers[template] = composer
        return composer

    return register


def when_taken(template: str) -> Callable[[Listener], Listener]:
    """Let a function hear, in the same transaction, that a carrier took a message."""

    def register(listener: Listener) -> Listener:
        _listeners[template] = listener
        return listener

    return register


def tell_taken(message: "Message") -> None:
    """Tell whoever listens that a carrier has taken this message."""
    if listener := _listeners.get(message.template):
        listener(message)


def compose(message: "Message") -> Content | None:
    """Return the words of a message in the recipient's language."""
    return _composers[message.template](message)


def templates() -> list[str]:
    """Return the names of all templates that somebody writes."""
    return sorted(_composers)
