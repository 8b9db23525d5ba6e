"""Scales: what a citizen can tick, and what a tick is worth."""

from dataclasses import dataclass
from enum import StrEnum

from feedback.instrument.words import Words, spoken

UNKNOWN = "unknown"
BLANK = "blank"


class Kind(StrEnum):
    """How answers on a scale are counted."""

    STEPS = "steps"
    SINGLE = "single"
    TEXT = "text"


@dataclass(frozen=True)
class Choice:
    """One answer a citizen can tick.

    `face` says which of five faces is drawn beside the words; a choice that is no step
    has none.
    """

    value: str
    texts: Words
    face: int | None = None

    @property
    def text(self) -> str:
        """The words, in the reader's language."""
        return spoken(self.texts)


@dataclass(frozen=True)
class Scale:
    """A set of choices; the steps of two scales are never pooled."""

    code: str
    choices: tuple[Choice, ...]

    @property
    def kind(self) -> Kind:
        """Steps in an order, one of several things, or the citizen's own words."""
        if not self.choices:
            return Kind.TEXT
        return Kind.STEPS if self.steps else Kind.SINGLE

    @property
    def steps(self) -> int:
        """How many steps there are, the last the most positive; 0 if no order."""
        return sum(choice.face is not None for choice in self.choices)

    @property
    def values(self) -> frozenset[str]:
        """What may be stored as an answer."""
        return frozenset(choice.value for choice in self.choices)
