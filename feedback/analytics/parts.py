"""What a department can hold at most when every answer is looked at by itself.

A shown table tells not only how many answered but how many chose each step. So of each
step a hidden department can hold no more than the lightest computable group of that
step, and altogether no more than the sum of these: less, sometimes, than the lightest
group of all answers together. A department is safe when that sum, too, leaves room for
five answers besides its own, and for the fewest who must have been asked.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from feedback.analytics.network import Node, Weighed, lightest
from feedback.analytics.suppression import (
    Group,
    Limits,
    Path,
    Side,
    arc_of_path,
    arc_of_side,
    publishable,
)

# The questions were answered by the same people, so they bound each other a little more
# than any of them says alone; room for twice as many makes up for it.
MARGIN = 2
# how often each thing was said: by the department, or from one to another
Said = Mapping[str, int]


@dataclass(frozen=True)
class Spread:
    """How what was said to one question lies on a quarter's network.

    `unknown` are the departments that the question's tables hide.
    """

    sides: Mapping[Side, Said]
    paths: Mapping[Path, Said]
    unknown: frozenset[Side]

    def only(self, parts: Container[str]) -> "Spread":
        """Return the same with some parts of what was said."""
        sides = {side: chosen(said, parts) for side, said in self.sides.items()}
        paths = {path: chosen(said, parts) for path, said in self.paths.items()}
        return Spread(sides, paths, self.unknown)

    @property
    def parts(self) -> set[str]:
        """Everything that was said by anybody."""
        return {part for said in self.paths.values() for part in said}

    def arcs(self, part: str) -> list[Weighed]:
        """Return what is unknown of one part."""
        sides = [
            Weighed(arc_of_side(side), self.sides[side].get(part, 0))
            for side in self.unknown
        ]
        paths = [
            Weighed(arc_of_path(path), said.get(part, 0))
            for path, said in self.paths.items()
        ]
        return sides + paths

    def tight(self, side: Side, enough: int) -> set[frozenset[Node]] | None:
        """Return the groups that leave a hidden department less room than enough."""
        total, insides = 0, set[frozenset[Node]]()
        for part in sorted(self.parts):
            found = lightest(self.arcs(part), arc_of_side(side), enough)
            total += found.weight
            if total >= enough:
                return None
            if found.inside is not None:
                insides.add(found.inside)
        return insides


def chosen(said: Said, parts: Container[str]) -> dict[str, int]:
    """Return how often some things were said."""
    return {name: n for name, n in said.items() if name in parts}


def side_to_hide(
    sides: Mapping[Side, Group],
    hidden: Container[Side],
    spreads: Iterable[Spread],
    limits: Limits,
    *,
    silent: str,
) -> Side | None:
    """Return one more department to hide, if a hidden one has too little room.

    `silent` names the part of a spread that counts those who did not answer. Nothing
    is returned when all are safe, or none is left to hide.
    """
    shown = [side for side in sides if side not in hidden]
    small = [
        side
        for side, group in sorted(sides.items())
        if side in hidden and not publishable(group, limits)
    ]
    for spread in spreads if shown else ():
        answers = spread.only(spread.parts - {silent})
        for side in small:
            enough = sides[side].answers + MARGIN * limits.answers
            tight = answers.tight(side, enough)
            if tight is None:
                tight = spread.tight(side, limits.invited + limits.answers)
            if tight is not None:
                return smallest(sides, shown, tight)
    return None


def side_against_one_mind(
    sides: Mapping[Side, Group], spread: Spread, *, positive: Container[str]
) -> Side | None:
    """Return one more department to hide, if it shows that a small one all agreed.

    A small department that all leaned one way is hidden for that; somebody who adds
    up what is shown must still believe that one of them leaned the other way.
    """
    shown = [side for side in sides if side not in spread.unknown]
    for side in sorted(spread.unknown & sides.keys()) if shown else ():
        group = sides[side]
        if not group.one_sided or not group.answers:
            continue
        agreed = bool(group.positive)
        others = {part for part in spread.parts if (part in positive) != agreed}
        tight = spread.only(others).tight(side, 1)
        if tight is not None:
            return smallest(sides, shown, tight)
    return None


def smallest(
    sides: Mapping[Side, Group],
    shown: Iterable[Side],
    tight: Iterable[frozenset[Node]],
) -> Side:
    """Return the smallest shown department that makes a tight group larger."""
    helping = [side for side in shown if any(crosses(side, i) for i in tight)]
    return min(helping or shown, key=lambda side: (sides[side].answers, side))


def crosses(side: Side, inside: frozenset[Node]) -> bool:
    """Say whether hiding a department makes a group larger."""
    arc = arc_of_side(side)
    return (arc.tail in inside) != (arc.head in inside)
