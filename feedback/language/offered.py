"""Which languages a citizen is offered: only those that somebody has checked."""

from functools import lru_cache
from time import monotonic

from django.conf import settings

from coordination.models import Municipality
from feedback.instrument.translation import PAGE, Language, Translation, languages
from feedback.language.models import Check

# Written and read by those who made Stafet; a municipality may leave English out.
OURS = (("da", "Dansk"), ("en", "English"))
FRESH_SECONDS = 10


def offered(instrument: str = "") -> list[tuple[str, str]]:
    """Return code and name of the languages an instrument can be answered in.

    Without one, those in which the pages around it can be read. A language is checked
    when its file names a native speaker, or when a municipality has named one for the
    very words there are now.
    """
    chosen = Municipality.current().languages
    ours = [each for each in OURS if not chosen or each[0] in chosen]
    parts = [PAGE, instrument] if instrument else [PAGE]
    others = [
        (language.code, language.name)
        for language in languages().values()
        if all(is_checked(language, part) for part in parts)
    ]
    return ours + others


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


def printed_in(language: str, instrument: str = "") -> str:
    """Return the language of somebody's paper: of ours, where it is offered."""
    wanted = language if language in dict(OURS) else settings.LANGUAGE_CODE
    return spoken_to(wanted, instrument)
