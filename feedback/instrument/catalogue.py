"""Instruments as the rest of the product sees them, read from their files once."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from feedback.instrument.scale import BLANK, UNKNOWN, Choice, Kind, Scale
from feedback.instrument.translation import (
    FOLDER,
    Place,
    Translation,
    said,
    translations,
)
from feedback.instrument.words import Words, language_besides, spoken, words_of

__all__ = ["BLANK", "FOLDER", "UNKNOWN", "Instrument", "Item", "Theme", "load", "names"]

HANDOVER_PULSE = "handover-pulse-1"
FACES = 5
# The file of this one was frozen before files had titles.
OLD_TITLES = {
    HANDOVER_PULSE: {"da": "Hvordan gik skiftet?", "en": "How did the change go?"}
}
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
VERSION = re.compile(r"(?=.{1,40}$)[a-z][a-z0-9-]*-\d+")


class NoInstrument(Exception):
    """There is no instrument of that name."""


class Unreadable(NoInstrument, ValueError):
    """The file of that name is no instrument; the message says why."""


@dataclass(frozen=True)
class Theme:
    """What several items ask about together."""

    code: str
    texts: Words

    @property
    def text(self) -> str:
        """Its name, in the reader's language."""
        return spoken(self.texts)


@dataclass(frozen=True)
class Item:
    """One thing asked, as the citizen reads it and as a leader's chart names it."""

    code: str
    texts: Words
    labels: Words
    overall: bool
    scale: Scale
    theme: str = ""

    @property
    def text(self) -> str:
        """The sentence, in the reader's language."""
        return spoken(self.texts)

    @property
    def language(self) -> str:
        """The language of the sentence, where it is not the reader's own."""
        return language_besides(self.texts)

    @property
    def label(self) -> str:
        """The few words that name it in a table, in the reader's language."""
        return spoken(self.labels)


@dataclass(frozen=True)
class Instrument:
    """One frozen version of a questionnaire; another wording is another version.

    `fingerprint` is the SHA-256 of the file: whoever stores answers stores it along,
    so that a wording that was changed in place does not pass for the same series. A
    translation has a file and a digest of its own (`feedback.instrument.translation`):
    another language is no other version.
    """

    code: str
    items: tuple[Item, ...]
    choices: tuple[Choice, ...]
    scales: tuple[Scale, ...] = ()
    themes: tuple[Theme, ...] = ()
    titles: Words | None = None
    fingerprint: str = ""
    written: str = field(default="", repr=False)

    @property
    def title(self) -> str:
        """Its name, in the reader's language."""
        return spoken(self.titles) if self.titles else self.code

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages in which everything of it can be said."""
        return frozenset.intersection(*(frozenset(i.texts) for i in self.items))

    @property
    def closed_items(self) -> tuple[Item, ...]:
        """The items that are answered with a tick."""
        return tuple(item for item in self.items if item.scale.kind != Kind.TEXT)

    @property
    def overall(self) -> Item:
        """The item that sums up the rest."""
        return next(item for item in self.items if item.overall)

    @property
    def values(self) -> frozenset[str]:
        """What may be stored as an answer."""
        return frozenset(choice.value for choice in self.choices)

    def scale(self, code: str) -> Scale:
        """Return one of the scales by its code; `KeyError` if it has no such scale."""
        return {scale.code: scale for scale in self.scales}[code]

    def item(self, code: str) -> Item | None:
        """Return the item of that code, if this version asks it."""
        return next((item for item in self.items if item.code == code), None)


@cache
def load(code: str) -> Instrument:
    """Return an instrument by its code; `Unreadable` if its file is not one."""
    path = find(code)
    try:
        return parse(code, path.read_bytes())
    except (ValueError, LookupError, TypeError, AttributeError, OSError) as error:
        raise Unreadable(f"{path.name}: {error}") from error


@lru_cache(maxsize=128)
def as_written(code: str, written: str) -> Instrument:
    """Return an instrument from what its file said when it was kept."""
    return parse(code, written.encode())


def parse(code: str, written: bytes) -> Instrument:
    """Return what a file says, with its translations."""
    raw = tomllib.loads(written.decode())
    if raw["code"] != code:
        raise ValueError(f"{code}.toml says that it is {raw['code']}.")
    told = translations(code, places_in(raw))
    scales = {name: scale_of(name, rows, told) for name, rows in scales_in(raw).items()}
    usual = scales[raw["scale"]]
    themes = tuple(
        Theme(row["code"], words_of(row) | said(told, "themes", row["code"]))
        for row in raw.get("themes", [])
    )
    items = tuple(item_of(row, scales, usual, told) for row in raw["items"])
    check_codes(code, items, themes)
    return Instrument(
        code=code,
        items=items,
        choices=usual.choices,
        scales=tuple(scales.values()),
        themes=themes,
        titles=words_of(raw["title"]) | said(told, "title")
        if "title" in raw
        else OLD_TITLES.get(code),
        fingerprint=hashlib.sha256(written).hexdigest(),
        written=written.decode(),
    )


def scales_in(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the rows of each scale in a file; the oldest has a single one."""
    found: dict[str, Any] = raw.get("scales") or {raw["scale"]: raw["choices"]}
    return found


def places_in(raw: dict[str, Any]) -> Iterator[Place]:
    """Yield every place of a file at which a translation needs words."""
    if "title" in raw:
        yield ("title",)
    yield from (("themes", row["code"]) for row in raw.get("themes", []))
    for scale, rows in scales_in(raw).items():
        yield from (("choices", scale, row["value"]) for row in rows)
    yield from (("items", row["code"]) for row in raw["items"])


def holes(asked: Instrument, told: Translation) -> list[str]:
    """Return the names of the places at which a translation has no words."""
    return told.holes(places_in(tomllib.loads(asked.written)))


def find(code: str) -> Path:
    """Return an instrument's file: one of ours, or one the municipality has put by."""
    for folder in (FOLDER, settings.INSTRUMENTS_FOLDER):
        path = Path(folder) / f"{code}.toml" if folder else None
        if path and CODE.fullmatch(code.replace("-", "_")) and path.is_file():
            return path
    raise NoInstrument(code)


def names() -> list[str]:
    """Return the code of every version of every instrument.

    A file whose name has no version at its end is left out, and named by
    `feedback.instrument.checks`.
    """
    folders = [FOLDER, settings.INSTRUMENTS_FOLDER]
    files = [path for folder in folders if folder for path in Path(folder).glob("*-*")]
    return sorted(
        {p.stem for p in files if p.suffix == ".toml" and VERSION.fullmatch(p.stem)}
    )


def readable() -> list[Instrument]:
    """Return every version whose file can be read, by its code."""
    found = []
    for code in names():
        with suppress(NoInstrument):
            found.append(load(code))
    return found


def title_of(code: str) -> str:
    """Return an instrument's title, or its code where the file is gone."""
    try:
        return load(code).title
    except NoInstrument:
        return code


def version_of(code: str) -> int:
    """Return which version of its questionnaire a code names."""
    number = code.rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def is_as_then(code: str, fingerprint: str) -> bool:
    """Say whether the file there is now has the wording of that fingerprint.

    The file itself is read: what this process has read earlier does not count.
    """
    try:
        written = find(code).read_bytes()
    except (NoInstrument, OSError):
        return False
    return hashlib.sha256(written).hexdigest() == fingerprint


def newest(name: str) -> Instrument:
    """Return an instrument by its code, or the newest version by its bare name."""
    known = names()
    if name in known:
        return load(name)
    numbered = re.compile(re.escape(name) + r"-(\d+)")
    versions = [
        (int(found[1]), code) for code in known if (found := numbered.fullmatch(code))
    ]
    if not versions:
        raise NoInstrument(name)
    return load(max(versions)[1])


def scale_of(code: str, rows: list[dict[str, Any]], told: list[Translation]) -> Scale:
    """Return a scale from its rows in a file; its steps spread over the five faces."""
    steps = sum(row["value"].isdigit() for row in rows)
    return Scale(
        code,
        tuple(
            Choice(
                row["value"],
                words_of(row) | said(told, "choices", code, row["value"]),
                face_of(row["value"], steps),
            )
            for row in rows
        ),
    )


def face_of(value: str, steps: int) -> int | None:
    """Return the face of a step: the first and the last are the same on all scales."""
    if not value.isdigit():
        return None
    return 1 + (int(value) - 1) * (FACES - 1) // max(steps - 1, 1)


def item_of(
    row: dict[str, Any],
    scales: dict[str, Scale],
    usual: Scale,
    told: list[Translation],
) -> Item:
    """Return an item from its row in a file."""
    return Item(
        code=row["code"],
        texts=words_of(row) | said(told, "items", row["code"]),
        labels=words_of(row, "short_"),
        overall=row.get("overall", False),
        scale=scales[row["scale"]] if "scale" in row else usual,
        theme=row.get("theme", ""),
    )


def check_codes(code: str, items: tuple[Item, ...], themes: tuple[Theme, ...]) -> None:
    """Refuse a file whose codes are used twice, or are none."""
    known = {theme.code for theme in themes}
    used = [item.code for item in items]
    if strange := {c for c in [*used, *known] if not CODE.fullmatch(c)}:
        raise ValueError(f"{code}.toml has codes that are none: {sorted(strange)}.")
    if len(set(used)) < len(used):
        raise ValueError(f"{code}.toml has two items with one code.")
    if lost := {item.theme for item in items if item.theme} - known:
        raise ValueError(f"{code}.toml names themes it does not have: {sorted(lost)}.")
