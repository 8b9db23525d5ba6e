"""Speaking a language that is a file: its words beside those of the catalogues."""

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.utils import translation
from django.utils.translation import trans_real

from feedback.instrument.translation import languages


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let everything inside be said in this language."""
    if language in languages():
        learn(language)
    with translation.override(language):
        yield


@cache
def learn(language: str) -> None:
    """Teach Django the words of a language's pages, once in each process."""
    catalogue = Catalog(charset="utf-8")
    for words, theirs in languages()[language].page.items():
        catalogue.add(words, theirs)
    written = io.BytesIO()
    write_mo(written, catalogue)
    written.seek(0)
    trans_real.translation(language).merge(gettext.GNUTranslations(written))
