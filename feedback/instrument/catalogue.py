"""Instruments as the rest of the product sees them, read from their files once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

FOLDER = Path(__file__).parent / "files"
HANDOVER_PULSE = "handover-pulse-1"
UNKNOWN = "unknown"
BLANK = "blank"


@dataclass(frozen=True)
class Choice:
    """One answer a citizen can tick."""

    value: str
    texts: dict[str, str]

    @property
    def text(self) -> str:
        """The words, in the reader's language."""
        return spoken(self.texts)

    @property
    def face(self) -> int | None:
        """Which face is drawn beside the words; none for "don't know"."""
        return int(self.value) if self.value.isdigit() else None


@dataclass(frozen=True)
class Item:
    """One thing asked, as the citizen reads it and as a leader's chart names it."""

    code: str
    texts: dict[str, str]
    labels: dict[str, str]
    overall: bool

    @property
    def text(self) -> str:
        """The sentence, in the reader's language."""
        return spoken(self.texts)

    @property
    def label(self) -> str:
        """The few words that name it in a table, in the reader's language."""
        return spoken(self.labels)


@dataclass(frozen=True)
class Instrument:
    """One frozen version of a questionnaire; another wording is another version."""

    code: str
    scale: str
    items: tuple[Item, ...]
    choices: tuple[Choice, ...]

    @property
    def overall(self) -> Item:
        """The item that sums up the rest."""
        return next(item for item in self.items if item.overall)

    @property
    def values(self) -> frozenset[str]:
        """What may be stored as an answer."""
        return frozenset(choice.value for choice in self.choices)

    def item(self, code: str) -> Item | None:
        """Return the item of that code, if this version asks it."""
        return next((item for item in self.items if item.code == code), None)


@cache
def load(code: str) -> Instrument:
    """Return an instrument by its code; a file that is not one stops the start."""
    raw = tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))
    if raw["code"] != code:
        raise ValueError(f"{code}.toml says that it is {raw['code']}.")
    items = tuple(
        Item(
            code=row["code"],
            texts=texts(row),
            labels=texts(row, "short_"),
            overall=row.get("overall", False),
        )
        for row in raw["items"]
    )
    choices = tuple(Choice(row["value"], texts(row)) for row in raw["choices"])
    return Instrument(code, raw["scale"], items, choices)


def texts(row: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Pick a row's words by language."""
    return {language: row[prefix + language] for language in ("da", "en")}


def spoken(words: dict[str, str]) -> str:
    """Return the words in the reader's language, else in Danish."""
    return words.get((get_language() or "da")[:2], words["da"])
