"""Which languages a citizen is offered, by one rule, and why others are not.

A language is offered for a questionnaire when every word of it and of the pages around
is there, a named native speaker has checked these very words, and the municipality has
the language on. Danish always is; English is ours, and only has to be on.
"""

from functools import lru_cache
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coordination.figures import figure
from coordination.models import Municipality
from feedback.instrument.catalogue import NoInstrument, load
from feedback.instrument.translation import PAGE, Language, Translation, languages
from feedback.instrument.words import ORIGINAL
from feedback.language.models import Check

# Written and read by those who made Stafet; a municipality may leave English out.
OURS = (("da", "Dansk"), ("en", "English"))
FRESH_SECONDS = 10


class Standing(TextChoices):
    """Whether citizens are offered a language, or what is lacking."""

    OFFERED = "offered", _("Offered to citizens")
    INCOMPLETE = "incomplete", _("Not complete")
    UNCHECKED = "unchecked", _("Not checked")
    OFF = "off", _("Off in the settings")


class Tongue(NamedTuple):
    """A language as its own speakers call it, and how it stands."""

    code: str
    name: str
    standing: Standing

    @property
    def is_ours(self) -> bool:
        """Whether it comes with Stafet, and nobody has to check it."""
        return self.code in dict(OURS)


def offered(instrument: str = "") -> list[tuple[str, str]]:
    """Return code and name of the languages an instrument can be answered in.

    Without one, those in which the pages around it can be read.
    """
    return [
        (each.code, each.name)
        for each in tongues(instrument)
        if each.standing is Standing.OFFERED
    ]


def tongues(instrument: str = "") -> list[Tongue]:
    """Return every language there is, and how it stands for an instrument."""
    ours = [
        Tongue(code, name, Standing.OFFERED if is_on(code) else Standing.OFF)
        for code, name in OURS
    ]
    parts = [PAGE, instrument] if instrument else [PAGE]
    others = [
        Tongue(language.code, language.name, standing(language, *parts))
        for language in languages().values()
    ]
    return ours + others


def standing(language: Language, *parts: str) -> Standing:
    """Return how these parts of a language stand, taken together."""
    if not all(is_complete(language, part) for part in parts):
        return Standing.INCOMPLETE
    if not all(is_checked(language, part) for part in parts):
        return Standing.UNCHECKED
    return Standing.OFFERED if is_on(language.code) else Standing.OFF


def is_on(code: str) -> bool:
    """Say whether the municipality has a language on; all are that it never chose."""
    chosen = Municipality.current().languages
    return code == ORIGINAL or not chosen or code in chosen


def is_complete(language: Language, part: str) -> bool:
    """Say whether a language has every word of a part."""
    if part == PAGE:
        return not language.page_holes
    try:
        return language.code in load(part).languages
    except NoInstrument:
        return False


def is_checked(language: Language, part: str) -> bool:
    """Say whether the words of this file are those a native speaker has checked."""
    told = language.parts.get(part)
    return told is not None and (told.checked is not None or is_recorded(told))


def is_recorded(told: Translation) -> bool:
    """Say whether a municipality's check of these very words is in force."""
    key = (told.language, told.part, told.digest)
    return key in _recorded(int(monotonic() // FRESH_SECONDS))


@lru_cache(maxsize=1)
def _recorded(_period: int) -> frozenset[tuple[str, str, str]]:
    rows = Check.objects.in_force().values_list("language", "part", "digest")
    return frozenset(rows)


def forget() -> None:
    """Let this process read the checks again at once."""
    _recorded.cache_clear()


def spoken_to(language: str, instrument: str = "") -> str:
    """Return the language if it is offered, else Danish."""
    known = {code for code, _name in offered(instrument)}
    return language if language in known else settings.LANGUAGE_CODE


@figure("languages")
def choices() -> list[tuple[str, str]]:
    """Return what a municipality can have on, each with what else it waits for."""
    waiting = (Standing.INCOMPLETE, Standing.UNCHECKED)
    return [
        (each.code, f"{each.name} ({each.standing.label.lower()})")
        if each.standing in waiting
        else (each.code, each.name)
        for each in tongues()
        if each.code != ORIGINAL
    ]


def printed_in(language: str, instrument: str = "") -> str:
    """Return the language of somebody's paper: of ours, where it is offered."""
    wanted = language if language in dict(OURS) else settings.LANGUAGE_CODE
    return spoken_to(wanted, instrument)
