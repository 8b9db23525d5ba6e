"""A remark as words that can only be taken out, never rewritten."""

import unicodedata
from collections.abc import Collection, Sequence

REMOVED = "[\N{HORIZONTAL ELLIPSIS}]"
# Letters and marks that nobody sees, and that no category gives away.
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
SELECTORS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def is_seen(char: str) -> bool:
    """Say whether a character leaves anything on the page."""
    if char in UNSEEN or any(ord(char) in part for part in SELECTORS):
        return False
    return unicodedata.category(char) not in {"Cf", "Cc", "Cs", "Co", "Cn"}


def words_of(text: str) -> list[str]:
    """Return the words as they stand, without what cannot be seen in them."""
    spaced = "".join(" " if char.isspace() else char for char in text)
    seen = "".join(char for char in spaced if char == " " or is_seen(char))
    return seen.split()


def without(words: Sequence[str], out: Collection[int]) -> str:
    """Return the text without the words at these places; a run leaves one mark."""
    kept: list[str] = []
    for place, word in enumerate(words):
        if place not in out:
            kept.append(word)
        elif not kept or kept[-1] != REMOVED:
            kept.append(REMOVED)
    return " ".join(kept)


def says_something(text: str) -> bool:
    """Say whether a word is left."""
    return any(char.isalnum() for char in text)
