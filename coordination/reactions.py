"""What follows from an event: at once in its transaction, or later in a worker."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordination.models import Event

Reaction = Callable[["Event"], None]

_during: dict[str, list[Reaction]] = defaultdict(list)
_after: dict[str, dict[str, Reaction]] = defaultdict(dict)


def during(kind: str) -> Callable[[Reaction], Reaction]:
    """Run a reaction inside the transaction of such an event; it only writes rows."""

    def register(reaction: Reaction) -> Reaction:
        _during[kind].append(reaction)
        return reaction

    return register


def after(*kinds: str) -> Callable[[Reaction], Reaction]:
    """Run a reaction in a worker once such an event is stored; it may run twice."""

    def register(reaction: Reaction) -> Reaction:
        for kind in kinds:
            _after[kind][name(reaction)] = reaction
        return reaction

    return register


def run_during(event: "Event") -> None:
    """Run what belongs to the event's own transaction, in order of registration."""
    for reaction in _during.get(event.kind, ()):
        reaction(event)


def after_names(kind: str) -> list[str]:
    """Return the names of the reactions that an event of this kind owes."""
    return list(_after.get(kind, ()))


def run_after(event: "Event", reaction: str) -> None:
    """Run one owed reaction; one that a newer release dropped counts as done."""
    if found := _after.get(event.kind, {}).get(reaction):
        found(event)


def known_kinds() -> set[str]:
    """Return every kind that something reacts to."""
    return {*_during, *_after}


def name(reaction: Reaction) -> str:
    """Return the name a delivery row stores."""
    return f"{reaction.__module__}.{reaction.__qualname__}"
