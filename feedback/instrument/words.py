"""Words in several languages, and which of them a reader gets."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

ORIGINAL = "da"
COMPLETE = ("da", "en")

Words = dict[str, str]


def words_of(
    row: dict[str, Any], prefix: str = "", *, languages: Iterable[str] = COMPLETE
) -> Words:
    """Pick a row's words by language; each of the languages must be there."""
    return {language: row[prefix + language] for language in languages}


def language_besides(words: Words) -> str:
    """Return the language the reader gets instead of their own; nothing if they do."""
    return "" if (get_language() or ORIGINAL)[:2] in words else ORIGINAL


def spoken(words: Words) -> str:
    """Return the words in the reader's language, else in Danish."""
    return words.get((get_language() or ORIGINAL)[:2], words[ORIGINAL])
