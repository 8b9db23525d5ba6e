"""What can be worked out by adding and subtracting published figures.

Each unknown count is an arc between two published sums it takes part in: a hidden
cell of the giver table lies between the quarter's total and that giver, the answers
about one handover path between its giver and its receiver. Every non-negative
combination of the sums that says something about an arc is a set of nodes that arcs
only leave; the arcs that leave it are a group whose exact size anyone can compute.
The lightest such group through an arc is also the best upper bound there is for it
(the matrix is that of a network, so bounds are attained by such sets), and it is
found as a smallest cut.
"""

from collections import deque
from collections.abc import Container, Hashable, Iterable
from typing import NamedTuple

Node = Hashable


class Arc(NamedTuple):
    """An unknown count between the two sums it takes part in."""

    tail: Node
    head: Node

    def crosses(self, inside: Container[Node]) -> bool:
        """Whether one end of it is inside and the other is not."""
        return (self.tail in inside) != (self.head in inside)


class Weighed(NamedTuple):
    """An arc with the count that an attacker wants to know."""

    arc: Arc
    weight: int


def light_group(
    arcs: Iterable[Weighed], through: Arc, enough: int
) -> frozenset[Node] | None:
    """Return the inside of a computable group through an arc that is below `enough`.

    Nothing is returned when every computable group holds at least that many.
    """
    return lightest(arcs, through, enough).inside


class Lightest(NamedTuple):
    """The weight of the lightest computable group, and its inside if it is too light.

    A weight that is `enough` may be more.
    """

    weight: int
    inside: frozenset[Node] | None


def lightest(arcs: Iterable[Weighed], through: Arc, enough: int) -> Lightest:
    """Return the lightest computable group through an arc, as far as `enough`."""
    left: dict[Arc, int] = {}
    for arc, weight in arcs:
        left[arc] = left.get(arc, 0) + weight
    onward: dict[Node, list[tuple[Node, Arc, int]]] = {}
    for arc in left:
        onward.setdefault(arc.tail, []).append((arc.head, arc, 1))
        # arcs may not enter the set: going backwards is never what is cut
        onward.setdefault(arc.head, []).append((arc.tail, arc, -1))
    flow = 0
    while flow < enough:
        came_by = _reach(onward, left, through)
        if through.head not in came_by:
            return Lightest(flow, frozenset(came_by))
        path = _path(came_by, through)
        push = min([enough - flow, *(left[arc] for arc, way in path if way == 1)])
        for arc, way in path:
            left[arc] -= way * push
        flow += push
    return Lightest(flow, None)


Steps = dict[Node, tuple[Node, Arc, int] | None]


def _reach(
    onward: dict[Node, list[tuple[Node, Arc, int]]], left: dict[Arc, int], through: Arc
) -> Steps:
    came_by: Steps = {through.tail: None}
    queue = deque([through.tail])
    while queue and through.head not in came_by:
        here = queue.popleft()
        for there, arc, way in onward.get(here, ()):
            if there not in came_by and (way == -1 or left[arc] > 0):
                came_by[there] = (here, arc, way)
                queue.append(there)
    return came_by


def _path(came_by: Steps, through: Arc) -> list[tuple[Arc, int]]:
    path: list[tuple[Arc, int]] = []
    step = came_by[through.head]
    while step is not None:
        before, arc, way = step
        path.append((arc, way))
        step = came_by[before]
    return path
