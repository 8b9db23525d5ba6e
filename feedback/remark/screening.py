"""What in a remark could lead to somebody: numbers, addresses, links and names.

What is `certain` must be taken out before anything is released: a long number in any
writing (a CPR number has ten digits, a Danish phone number eight), an e-mail address,
a link. The rest is shown to whoever reads the remark, who decides: a name is also a
word, and only a person sees the difference.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.remark.text import words_of
from feedback.remark.vocabulary import GIVEN_NAMES, NO_NAMES

PHONE_DIGITS, CPR_DIGITS, DATE_DIGITS = 8, 10, 6
SHORTEST_NAME = 2


class Kind(models.TextChoices):
    """What was found."""

    CPR = "cpr", _("CPR number")
    PHONE = "phone", _("Phone number or another long number")
    EMAIL = "email", _("E-mail address")
    LINK = "link", _("Link")
    DATE = "date", _("Date or number")
    ADDRESS = "address", _("Street address")
    NAME = "name", _("Name")
    MAYBE_NAME = "maybe_name", _("Perhaps a name")


CERTAIN = frozenset({Kind.CPR, Kind.PHONE, Kind.EMAIL, Kind.LINK})
# Offered as already chosen; whoever reads the remark can let it stay.
SUGGESTED = CERTAIN | {Kind.DATE, Kind.ADDRESS, Kind.NAME}

AT = re.compile(r"@|[(\[{<]\s*(?:at|a|snabel-?\s?a)\s*[)\]}>]|\bsnabel-?\s?a\b")
ENDINGS = "dk|com|net|org|eu|nu|info|io|se|no|de|uk|me|app"
LINK = re.compile(
    rf"\S*(?:https?:|://|\bwww\b)\S*|\w[\w-]*\.(?:{ENDINGS})\b(?:/\S*)?"
    r"|\w[\w-]*\s?[.,]\s?(?:dk|com)\b|\w[\w-]*\s(?:dot|punktum|prik)\s(?:dk|com)\b"
)
STREET = re.compile(
    r"\b\w*(?:vej|vejen|gade|gaden|allé|alle|stræde|vænget|vænge|parken|torv|torvet"
    r"|plads|boulevard|vangen|bakken|haven)\s+\d{1,3}\w?\b"
)
ENDS_SENTENCE = (".", "!", "?", ":", "\N{HORIZONTAL ELLIPSIS}")


@dataclass(frozen=True)
class Mark:
    """Words, by their places, that could lead to somebody, and why."""

    kind: Kind
    places: tuple[int, ...]


class Reading:
    """A remark as a machine reads it: plain letters, each knowing its word."""

    def __init__(self, words: Sequence[str]) -> None:
        self.starts: list[int] = []
        found: list[str] = []
        length = 0
        for word in words:
            self.starts.append(length)
            read = unicodedata.normalize("NFKC", word)
            read = "".join(digit(char) for char in read)
            found.append(read)
            length += len(read) + 1
        self.text = " ".join(found)

    def places(self, begin: int, end: int) -> tuple[int, ...]:
        """Return the words that a stretch of the text touches."""
        first = bisect_right(self.starts, begin) - 1
        last = bisect_right(self.starts, max(begin, end - 1)) - 1
        return tuple(range(first, last + 1))


def digit(char: str) -> str:
    """Return a digit of any script as 0 to 9; anything else as it is."""
    value = unicodedata.digit(char, None)
    return char if value is None else str(value)


def find(words: Sequence[str], names: Collection[str] = ()) -> list[Mark]:
    """Return what the words hold, in their order.

    `names` are words, in small letters, that are part of a known person's name.
    """
    reading = Reading(words)
    marks = [
        *numbers(reading),
        *found_by(AT, Kind.EMAIL, reading, around=True),
        *links(reading),
        *found_by(STREET, Kind.ADDRESS, reading),
        *named(words, names),
    ]
    return sorted(marks, key=lambda mark: (mark.places, list(Kind).index(mark.kind)))


def certain(text: str) -> list[Kind]:
    """Return what must not be released that the text still holds."""
    kinds = {mark.kind for mark in find(words_of(text))}
    return [kind for kind in Kind if kind in kinds & CERTAIN]


def suggested(marks: Iterable[Mark]) -> set[int]:
    """Return the places of the words that are proposed for taking out."""
    return {place for m in marks if m.kind in SUGGESTED for place in m.places}


def numbers(reading: Reading) -> list[Mark]:
    """Return the numbers that are long enough to lead to somebody.

    Whatever stands between two digits, only a letter ends a number.
    """
    found = []
    for run in re.finditer(r"\d(?:[^\w]|_|\d)*", reading.text):
        stretch = run.group().rstrip()
        count = sum(char.isdigit() for char in stretch)
        if count < DATE_DIGITS:
            continue
        last = max(place for place, char in enumerate(stretch) if char.isdigit())
        kind = Kind.DATE
        if count >= PHONE_DIGITS:
            kind = Kind.CPR if count == CPR_DIGITS else Kind.PHONE
        places = reading.places(run.start(), run.start() + last + 1)
        found.append(Mark(kind, places))
    return found


def found_by(
    pattern: re.Pattern[str], kind: Kind, reading: Reading, *, around: bool = False
) -> list[Mark]:
    """Return what a pattern finds; with `around`, the words it stands between too."""
    marks = []
    text = reading.text.lower()
    for hit in pattern.finditer(text):
        begin, end = hit.span()
        if around:
            begin = max(0, len(text[:begin].rstrip()) - 1)
            end += len(text[end:]) - len(text[end:].lstrip()) + 1
        marks.append(Mark(kind, reading.places(begin, min(end, len(text)))))
    return marks


def links(reading: Reading) -> list[Mark]:
    """Return the links; a full stop before a capital letter only ends a sentence."""
    marks = []
    for hit in LINK.finditer(reading.text.lower()):
        said = reading.text[hit.start() : hit.end()]
        ending = re.split(r"[.,\s]", said.split("/")[0])[-1]
        if ending[:1].isupper() and not said.isupper():
            continue
        marks.append(Mark(Kind.LINK, reading.places(*hit.span())))
    return marks


def named(words: Sequence[str], names: Collection[str]) -> list[Mark]:
    """Return the words that are, or may be, somebody's name."""
    known = GIVEN_NAMES | frozenset(names)
    # in a text of capitals a capital says nothing
    shouted = sum(word.isupper() for word in words) * 2 > len(words)
    marks = []
    before = ["", *words[:-1]] if words else []
    for place, (last, word) in enumerate(zip(before, words, strict=True)):
        begins = shouted or not last or last.endswith(ENDS_SENTENCE)
        kinds = {name_kind(part, known, begins=begins) for part in parts_of(word)}
        for kind in (Kind.NAME, Kind.MAYBE_NAME):
            if kind in kinds:
                marks.append(Mark(kind, (place,)))
                break
    return marks


def name_kind(part: str, known: Collection[str], *, begins: bool) -> Kind | None:
    """Say whether a word is a name; `begins` where any word has a capital."""
    small = part.casefold()
    if len(small) < SHORTEST_NAME:
        return None
    is_known = small in known or small.removesuffix("s") in known
    is_word = small in NO_NAMES
    if part[0].isupper() and not begins:
        return Kind.NAME if is_known or not is_word else None
    if not is_known:
        return None
    if is_word:
        return Kind.MAYBE_NAME if part[0].isupper() else None
    return Kind.NAME if part[0].isupper() else Kind.MAYBE_NAME


def parts_of(word: str) -> list[str]:
    """Return the letters of a word; a double name is two."""
    plain = unicodedata.normalize("NFKC", word)
    return re.findall(r"[^\W\d_]+", plain)


def candidates(texts: Iterable[str]) -> set[str]:
    """Return every word that could be a name, in small letters, also without its s."""
    found = {
        part.casefold()
        for text in texts
        for word in words_of(text)
        for part in parts_of(word)
    }
    return {
        form
        for small in found
        for form in (small, small.removesuffix("s"))
        if len(form) >= SHORTEST_NAME
    }
