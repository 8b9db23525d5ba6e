"""Languages besides Danish and English: a folder of files for each.

`<language>/page.toml` holds what the citizen's pages say, and
`<language>/<instrument>.toml` the words of one frozen version of a questionnaire. A
translation is no new version: the fingerprint of a series is that of the instrument's
own file, which a translation leaves as it is. It has a digest of its own, and a
native speaker's check holds for those very words. Words that are checked are frozen as
well: to say it otherwise, in whatever language, give the instrument a new version
(`feedback.language.actions.check`).

A file that lacks words is left out, and named on the page of languages: citizens are
asked in the others.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from feedback.instrument.words import Words

FOLDER = Path(__file__).parent / "files"
PAGE = "page"
# What is filled in when a text is said: %(number)s.
BLANK = re.compile(r"%\(\w+\)[sd]")

Place = tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """A file's own word that a native speaker has checked it."""

    by: str
    on: date


@dataclass(frozen=True)
class Translation:
    """One file of one language."""

    language: str
    part: str
    raw: dict[str, Any]
    digest: str

    @property
    def checked(self) -> Checked | None:
        """Who has checked it, if the file says so and that it was a native speaker."""
        mark = self.raw.get("checked", {})
        by, on = mark.get("by"), mark.get("on")
        if not (mark.get("native") is True and by and isinstance(on, date)):
            return None
        return Checked(str(by), on)

    def words(self, *place: str) -> str:
        """Return the words at a place in the file, or nothing."""
        found: Any = self.raw
        for name in place:
            found = found.get(name) if isinstance(found, dict) else None
        return found.strip() if isinstance(found, str) else ""

    def holes(self, places: Iterable[Place]) -> list[str]:
        """Return the names of the places at which it has no words."""
        return [".".join(place) for place in places if not self.words(*place)]


@dataclass(frozen=True)
class Language:
    """A language as its own speakers call it, and all there is in it."""

    code: str
    name: str
    parts: dict[str, Translation]

    @property
    def page(self) -> dict[str, str]:
        """What the citizen's pages say, by the English words they are written with."""
        return dict(self.parts[PAGE].raw.get("words", {}))

    @cached_property
    def page_holes(self) -> list[str]:
        """What the citizen's pages say that it does not, or with other blanks in it."""
        page = self.page
        return [text for text in said_on_pages() if not stands_for(page, text)]


def stands_for(page: dict[str, str], text: str) -> bool:
    """Say whether a page has words for a text, with the same blanks to fill in."""
    theirs = page.get(text, "")
    blanks = [sorted(BLANK.findall(each)) for each in (text, theirs)]
    return bool(theirs.strip()) and blanks[0] == blanks[1]


@cache
def said_on_pages() -> tuple[str, ...]:
    """Return all that the citizen's pages say: our own translations are complete."""
    pages = [read(page).raw["words"] for page in FOLDER.glob(f"*/{PAGE}.toml")]
    return tuple(dict.fromkeys(text for page in pages for text in page))


@cache
def languages() -> dict[str, Language]:
    """Return every language whose pages can be read, by its code.

    A file that cannot be read is left out: `feedback.instrument.checks` names it.
    """
    found = {}
    for folder in folders():
        parts = {path.stem: told for path, told in files_in(folder) if told}
        if PAGE in parts:
            name = parts[PAGE].words("name") or folder.name
            found[folder.name] = Language(folder.name, name, parts)
    return found


def folders() -> Iterator[Path]:
    """Yield the folder of each language: ours, then those a municipality has put by."""
    for folder in filter(None, (FOLDER, settings.INSTRUMENTS_FOLDER)):
        yield from (page.parent for page in sorted(Path(folder).glob(f"*/{PAGE}.toml")))


def files_in(folder: Path) -> Iterator[tuple[Path, Translation | None]]:
    """Yield each file of a language, with nothing for one that is no translation."""
    for path in sorted(folder.glob("*.toml")):
        try:
            yield path, read(path)
        except (ValueError, OSError):
            yield path, None


def read(path: Path) -> Translation:
    """Return one file; `ValueError` if it is another, or no translation."""
    written = path.read_bytes()
    raw = tomllib.loads(written.decode())
    if raw.get("of") != path.stem:
        raise ValueError(f"{path.name} does not say that it is of {path.stem}.")
    words, mark = raw.get("words", {}), raw.get("checked", {})
    if not isinstance(mark, dict) or not is_words(words):
        raise ValueError(f"{path.name} has something else where words stand.")
    digest = hashlib.sha256(written).hexdigest()
    return Translation(path.parent.name, path.stem, raw, digest)


def is_words(found: object) -> bool:
    """Say whether this is a table of texts."""
    return isinstance(found, dict) and all(isinstance(t, str) for t in found.values())


def translations(instrument: str, places: Iterable[Place]) -> list[Translation]:
    """Return an instrument in every language that has words at all these places."""
    wanted = list(places)
    return [
        language.parts[instrument]
        for language in languages().values()
        if instrument in language.parts and not language.parts[instrument].holes(wanted)
    ]


def said(told: list[Translation], *place: str) -> Words:
    """Return the words at one place, by language."""
    return {each.language: each.words(*place) for each in told}
