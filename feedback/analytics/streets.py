"""Who on a path from department to department could as well have been on another one.

People who said the same can change places all around: one goes from this giver to
another receiver, and from another giver one comes here. Each department then gave and
received the same, answer by answer. So whatever was said is a network of its own, and
what it lets onto a path or away from it is a smallest cut. Or everybody stays, and only
what two of them said goes around. Either way the town is published just the same, and
whoever adds and subtracts cannot tell the two apart.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from feedback.analytics.network import Arc, Node, Weighed, lightest
from feedback.analytics.suppression import Path, Side, arc_of_path, arc_of_side

# how many on each path are alike
Layer = Mapping[Path, int]
# far more people than there are
EVERYBODY = 10**9


class Room(NamedTuple):
    """How many more people could be on a path, and how many fewer."""

    more: int
    fewer: int


@dataclass(frozen=True)
class Streets:
    """The paths of a quarter that are not shown, and its hidden departments."""

    paths: Collection[Path]
    hidden: Collection[Side]

    def room(self, path: Path, layer: Layer, enough: int) -> Room:
        """Return how many of a layer could come or go; no more than `enough` come."""
        here = layer.get(path, 0)
        onto = arc_of_path(path)
        unknown = self.weighed(layer)
        most = lightest(unknown, onto, here + enough).weight
        if not here:
            return Room(most, 0)
        away = Arc(onto.head, onto.tail)
        besides = [each for each in unknown if each.arc != onto]
        return Room(most - here, lightest(besides, away, here).weight)

    def around(self, path: Path, layer: Layer) -> frozenset[Node]:
        """Return the inside of the lightest computable group through a path."""
        found = lightest(self.weighed(layer), arc_of_path(path), EVERYBODY)
        return found.inside or frozenset()

    def weighed(self, layer: Layer) -> list[Weighed]:
        """Return what is not known, with how many of a layer there are.

        Of a hidden department that is everybody: its paths say how many can leave it.
        """
        return [
            *(Weighed(arc_of_path(path), layer.get(path, 0)) for path in self.paths),
            *(Weighed(arc_of_side(side), EVERYBODY) for side in self.hidden),
        ]

    def trades(self, path: Path, mine: Layer, theirs: Layer) -> bool:
        """Whether one on a path, of those who said mine, may have said theirs.

        All around, one who said theirs then said mine, and the other way about.
        """
        if not mine.get(path, 0):
            return False
        onto = arc_of_path(path)
        steps = [
            *self.steps(path, theirs),
            *(Arc(arc.head, arc.tail) for arc in self.steps(path, mine)),
        ]
        found: set[Node] = {onto.tail}
        before = 0
        while before < len(found):
            before = len(found)
            found |= {arc.head for arc in steps if arc.tail in found}
        return onto.head in found

    def steps(self, path: Path, layer: Layer) -> Iterator[Arc]:
        """Return the ways around a path on which somebody of a layer is."""
        yield from (arc_of_path(p) for p in self.paths if p != path and layer.get(p, 0))
        yield from map(arc_of_side, self.hidden)


def ends_of(path: Path) -> tuple[Side, Side]:
    """Return the departments a path goes from and to."""
    giver, receiver = path
    return ("giver", giver), ("receiver", receiver)
