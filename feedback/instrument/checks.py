"""What is said at the start about the questionnaires a municipality has put by."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, register

from feedback.instrument.catalogue import (
    FOLDER,
    VERSION,
    Instrument,
    NoInstrument,
    Unreadable,
    holes,
    load,
)
from feedback.instrument.readability import EASY, MOST_WORDS, is_long, lix
from feedback.instrument.translation import (
    PAGE,
    Translation,
    files_in,
    folders,
    languages,
)
from feedback.instrument.words import COMPLETE

OF = "what it is of, and words as text"
NAMED_SO = "A questionnaire is called name-1.toml: small letters, and its version."


@register()
def own_instruments_can_be_asked(
    app_configs: Any, **_options: Any
) -> list[CheckMessage]:
    """Name the files that cannot be used, and those that are hard to read."""
    folder = settings.INSTRUMENTS_FOLDER
    if not folder:
        return []
    if not Path(folder).is_dir():
        said = f"The folder of own questionnaires is not there: {folder}."
        return [
            checks.Warning(said, hint="Change STAFET_INSTRUMENTS.", id="stafet.W001")
        ]
    paths = sorted(path for path in Path(folder).iterdir() if path.is_file())
    found = [fault for path in paths for fault in faults_of(path)]
    own = [each for each in folders() if each.parent == Path(folder)]
    return found + [fault for each in own for fault in holes_in(each)]


def faults_of(path: Path) -> Iterator[CheckMessage]:
    """Yield what is wrong with one file."""
    if path.suffix != ".toml" or not VERSION.fullmatch(path.stem):
        said = f"{path.name} is not used: its name is none of a questionnaire."
        yield checks.Warning(said, hint=NAMED_SO, id="stafet.W002")
        return
    if (FOLDER / path.name).is_file():
        said = f"{path.name} is not used: Stafet has a questionnaire of that name."
        yield checks.Warning(said, hint="Give it another name.", id="stafet.W002")
        return
    try:
        asked = load(path.stem)
    except Unreadable as error:
        said = f"{path.name} is not used: it cannot be read."
        yield checks.Warning(said, hint=str(error), id="stafet.W003")
        return
    yield from hard_in(asked)


def hard_in(asked: Instrument) -> Iterator[CheckMessage]:
    """Yield what citizens who read slowly would stumble over."""
    for language in COMPLETE:
        texts = [item.texts[language] for item in asked.items]
        found = lix(texts)
        if found > EASY:
            said = f"{asked.code} is hard to read ({language}): LIX {found:.0f}."
            yield checks.Warning(said, hint=f"Aim at {EASY} or less.", id="stafet.W004")
        if long := [text for text in texts if is_long(text)]:
            said = f"{asked.code} has long questions ({language}): {' | '.join(long)}"
            hint = f"Keep a question within {MOST_WORDS} words."
            yield checks.Warning(said, hint=hint, id="stafet.W004")


def holes_in(folder: Path) -> Iterator[CheckMessage]:
    """Yield which files of a language citizens are not offered, and why."""
    for path, told in files_in(folder):
        name = f"{folder.name}/{path.name}"
        if told is None:
            said = f"{name} is not used: it cannot be read."
            yield checks.Warning(said, hint=f"Let it say {OF}.", id="stafet.W003")
        elif lacking := what_lacks(told):
            said = f"{name} is not used: it lacks {len(lacking)} texts."
            yield checks.Warning(said, hint=lacking[0], id="stafet.W005")


def what_lacks(told: Translation) -> list[str]:
    """Return what a readable file of a language has no words for."""
    if told.part == PAGE:
        return languages()[told.language].page_holes
    try:
        return holes(load(told.part), told)
    except NoInstrument:
        return [f"There is no questionnaire {told.part}."]
