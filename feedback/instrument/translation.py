"""Languages besides Danish and English: a folder of files for each.

`<language>/page.toml` holds what the citizen's pages say, and
`<language>/<instrument>.toml` the words of one frozen version of a questionnaire. A
translation is no new version: the fingerprint of a series is that of the instrument's
own file, which a translation leaves as it is. It has a digest of its own, and a
native speaker's check holds for those very words. Words that are checked are frozen as
well: to say it otherwise, in whatever language, give the instrument a new version
(`feedback.language.actions.check`).
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from feedback.instrument.words import Words

FOLDER = Path(__file__).parent / "files"
PAGE = "page"


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
        if not (mark.get("native") is True and mark.get("by") and mark.get("on")):
            return None
        return Checked(mark["by"], mark["on"])

    def words(self, *place: str) -> str:
        """Return the words at a place in the file; a hole stops the start."""
        found: Any = self.raw
        for name in place:
            found = found.get(name, {})
        if not isinstance(found, str) or not found.strip():
            where = ".".join(place)
            raise ValueError(f"{self.language}/{self.part}.toml has no words: {where}.")
        return found


@dataclass(frozen=True)
class Language:
    """A language as its own speakers call it, and all there is in it."""

    code: str
    name: str
    parts: dict[str, Translation]

    @property
    def page(self) -> dict[str, str]:
        """What the citizen's pages say, by the English words they are written with."""
        return dict(self.parts[PAGE].raw["words"])


@cache
def languages() -> dict[str, Language]:
    """Return every language there are files for, by its code."""
    found = {}
    for folder in filter(None, (FOLDER, settings.INSTRUMENTS_FOLDER)):
        for page in sorted(Path(folder).glob(f"*/{PAGE}.toml")):
            code = page.parent.name
            parts = {each.stem: read(each) for each in page.parent.glob("*.toml")}
            found[code] = Language(code, parts[PAGE].words("name"), parts)
    return found


def read(path: Path) -> Translation:
    """Return one file; one that says it is another stops the start."""
    written = path.read_bytes()
    raw = tomllib.loads(written.decode())
    if raw["of"] != path.stem:
        raise ValueError(f"{path.name} says that it is of {raw['of']}.")
    digest = hashlib.sha256(written).hexdigest()
    return Translation(path.parent.name, path.stem, raw, digest)


def translations(instrument: str) -> list[Translation]:
    """Return an instrument in every language it has been translated to."""
    return [
        language.parts[instrument]
        for language in languages().values()
        if instrument in language.parts
    ]


def said(told: list[Translation], *place: str) -> Words:
    """Return the words at one place, by language."""
    return {each.language: each.words(*place) for each in told}
