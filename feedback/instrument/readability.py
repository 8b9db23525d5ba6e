"""How easy a sentence is to read, by the measures our own questions keep to."""

import re
from collections.abc import Sequence

EASY = 25
HARD = 45
MOST_WORDS = 12
LONG_WORD = 6


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with at least a word."""
    return [each for each in re.split(r"(?<=[.!?:])\s+|\n+", text) if words(each)]


def is_long_word(word: str) -> bool:
    """Say whether a word counts as long."""
    return len(word) > LONG_WORD


def lix(texts: Sequence[str]) -> float:
    """Return the LIX of some sentences: their length, and the share of long words."""
    every = [word for text in texts for word in words(text)]
    if not every:
        return 0
    long = [word for word in every if is_long_word(word)]
    return len(every) / len(texts) + 100 * len(long) / len(every)


def is_long(text: str) -> bool:
    """Say whether a question has more words than a tired reader keeps in mind."""
    return len(words(text)) > MOST_WORDS
