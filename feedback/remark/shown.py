"""A remark as the page of its reader shows it: word by word."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from feedback.remark.screening import CERTAIN, Kind, Mark


@dataclass(frozen=True)
class Word:
    """A word with its place; what was found in it; whether it is to be taken out."""

    place: int
    text: str
    found: str
    certain: bool
    out: bool


def words_shown(
    words: Sequence[str], marks: Iterable[Mark], out: Collection[int]
) -> list[Word]:
    """Return every word of a remark as it is drawn."""
    kinds: dict[int, set[Kind]] = {}
    for mark in marks:
        for place in mark.places:
            kinds.setdefault(place, set()).add(mark.kind)
    return [
        Word(
            place,
            word,
            ", ".join(kinds_of(kinds.get(place, set()))),
            bool(kinds.get(place, set()) & CERTAIN),
            place in out,
        )
        for place, word in enumerate(words)
    ]


def kinds_in(marks: Iterable[Mark]) -> list[str]:
    """Return what was found, each kind once."""
    return kinds_of({mark.kind for mark in marks})


def kinds_of(found: Collection[Kind]) -> list[str]:
    """Return kinds by name, the gravest first."""
    return [str(kind.label) for kind in Kind if kind in found]
