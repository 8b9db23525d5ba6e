"""Which paths from department to department a year's table may show.

The year's figures meet the quarters' again: what a department gave in a year is also
the sum of what it gave in four quarters, some of them hidden. Such a system in three
directions has no simple cut any more, so the reader is taken to know more than they
do: of each path shown, how it spread over the quarters. Then every quarter can be
checked by itself, and what is safe against that reader is safe against all.
"""

from collections.abc import Callable, Hashable, Mapping

from feedback.analytics.network import Node, Weighed, light_group
from feedback.analytics.suppression import (
    Cell,
    Group,
    Limits,
    Path,
    Side,
    arc_of_path,
    arc_of_side,
    publishable,
    smallest_helping,
)

Quarter = Hashable


class Spread:
    """One quarter as the year's table sees it: its paths, and the sides it hides."""

    def __init__(
        self, paths: Mapping[Path, Group], hidden: Mapping[Side, Group]
    ) -> None:
        self.paths = {p: Cell(arc_of_path(p), group) for p, group in paths.items()}
        self.sides = [Cell(arc_of_side(s), group) for s, group in hidden.items()]

    def weak_side(self, unknown: set[Path], limits: Limits) -> frozenset[Node] | None:
        """Return a computable group that tells too much about a hidden department."""
        for cell in self.sides:
            if publishable(cell.group, limits):
                continue
            if weak := self.weak_cell(cell, unknown, limits):
                return weak
        return None

    def weak_cell(
        self, cell: Cell, unknown: set[Path], limits: Limits
    ) -> frozenset[Node] | None:
        """Return a computable group through a cell that tells too much about it.

        Too few others answered or were asked, or none of them leaned another way than
        a small cell of which all lean one way.
        """
        everything = self.sides + [c for p, c in self.paths.items() if p in unknown]
        group = cell.group

        def light(
            weight: Callable[[Group], int], enough: int
        ) -> frozenset[Node] | None:
            arcs = [Weighed(c.arc, weight(c.group)) for c in everything]
            return light_group(arcs, cell.arc, enough)

        weak = light(lambda g: g.answers, group.answers + limits.answers)
        weak = weak or light(lambda g: g.asked, limits.invited)
        if not weak and group.one_sided and group.answers:
            up = bool(group.positive)
            weak = light(lambda g: leaning(g, up=not up), 1)
        return weak


def leaning(group: Group, *, up: bool) -> int:
    """Return how many of a group lean one way."""
    positive = group.positive or 0
    return positive if up else group.answers - positive


def hide_paths(
    paths: Mapping[Path, Group],
    limits: Limits,
    *,
    quarters: Mapping[Quarter, Mapping[Path, Group]],
    hidden_sides: Mapping[Quarter, Mapping[Side, Group]],
    hidden: set[Path] | None = None,
) -> set[Path]:
    """Return the paths to hide in the year's table.

    `quarters` holds each quarter's answers by path, `hidden_sides` the departments
    that the tables of that quarter hide.
    """
    cells = {path: Cell(arc_of_path(path), group) for path, group in paths.items()}
    spreads = [Spread(part, hidden_sides.get(q, {})) for q, part in quarters.items()]
    small = {path for path, group in paths.items() if not publishable(group, limits)}
    unknown = small | (hidden or set())
    while len(unknown) < len(cells):
        weak = first_weak(spreads, small, unknown, limits)
        if weak is None:
            return unknown
        unknown.add(smallest_helping(cells, unknown, weak))
    return unknown


def first_weak(
    spreads: list[Spread], small: set[Path], unknown: set[Path], limits: Limits
) -> frozenset[Node] | None:
    """Return the inside of a computable group that is too small, if there is one."""
    for spread in spreads:
        if weak := spread.weak_side(unknown, limits):
            return weak
    for path in sorted(small):
        # a sum over quarters is as uncertain as its most uncertain part
        found = [
            spread.weak_cell(spread.paths[path], unknown, limits)
            for spread in spreads
            if path in spread.paths
        ]
        if all(found):
            return found[-1]
    return None
