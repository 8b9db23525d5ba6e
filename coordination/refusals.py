"""Why a step was not taken, in words or by kind."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from coordination.models import User
    from coordination.nouns import Workflow


class Condition(Protocol):
    """What must hold for a step to be taken, and what is said when it does not."""

    because: Any

    def __call__(self, subject: Any, /) -> bool:
        """Say whether it holds."""
        ...


class Refused(Exception):
    """A step that is not possible now, with a sentence that says why and what to do.

    `about` is what it was tried on, so that a page can lead there.
    """

    def __init__(self, sentence: Any, *, about: "Workflow | None" = None) -> None:
        super().__init__(sentence)
        self.about = about

    def place_for(self, user: "User") -> str:
        """Where one sees how things stand: the thing's own page, or its case's.

        Nothing where this person may look at neither.
        """
        for thing in (self.about, self.about and self.about.root):
            if thing is None or not thing.pk or not hasattr(thing, "get_absolute_url"):
                continue
            if thing.is_seen_by(user):
                return str(thing.get_absolute_url())
        return ""


class NotVisible(Exception):
    """The thing does not exist, or is not this person's to see."""


class Stale(Exception):
    """Somebody changed the thing after this person last saw it."""


def because(sentence: Any) -> Callable[[Callable[[Any], bool]], Condition]:
    """Give a condition the sentence a caseworker reads when it is not met."""

    def remember(asked: Callable[[Any], bool]) -> Condition:
        condition = cast("Condition", asked)
        condition.because = sentence
        return condition

    return remember
