"""Paths of few people, of whom no more may be found out than of a hidden row.

Which departments hand over to which is no secret in a town hall. So the tables by giver
and by receiver tell something about a path although the paths are not in them, and what
they tell cannot be taken back when the year shows paths. A small path is safe when the
least and the most who can have answered on it lie five apart, as many can have answered
and been asked as may be shown, and it is open how many of them leaned either way.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from feedback.analytics.exchange import Row
from feedback.analytics.network import Node
from feedback.analytics.streets import Layer, Room, Streets, ends_of
from feedback.analytics.suppression import (
    Group,
    Limits,
    Path,
    arc_of_side,
    publishable,
)
from feedback.answer.counting import ANSWERED, RESPONSE
from feedback.answer.leaning import DOWN, UP, lean
from feedback.answer.pile import DOUBTFUL, Counts, parts_of, path_of


@dataclass(frozen=True)
class People:
    """The people of a quarter by path.

    `said` holds what they said to each question, and for `RESPONSE` who was silent.
    """

    said: Mapping[str, Mapping[str, Layer]]
    answered: Layer

    @classmethod
    def of(cls, by_path: Mapping[str, Mapping[str, Counts]]) -> "People":
        """Sort what was counted by path."""
        said: dict[str, dict[str, Counter[Path]]] = {}
        answered: Counter[Path] = Counter()
        for value, items in by_path.items():
            path = path_of(value)
            for item in items:
                parts = parts_of(items, item)
                if item == RESPONSE:
                    answered[path] = parts.pop(ANSWERED)
                    del parts[DOUBTFUL]  # they change places with nobody
                layers = said.setdefault(item, {})
                for category, n in parts.items():
                    layers.setdefault(category, Counter())[path] = n
        return cls(said, answered)

    def layers(self, item: str) -> Collection[Layer]:
        """Return the people who said the same, for each thing that was said."""
        return self.said.get(item, {}).values()

    def is_secret(self, item: str, way: str) -> bool:
        """Whether the total does not tell of everybody if they leaned this way."""
        said = Counter[str]()
        for category, layer in self.said.get(item, {}).items():
            said[lean(category)] += sum(layer.values())
        return 0 < said[way] < said.total()

    def may_differ(self, path: Path, item: str, way: str, unknown: Streets) -> bool:
        """Whether more or fewer on a path may have leaned one way.

        Somebody on it has said something else then. That somebody else was on it does
        not count: who answered may be known.
        """
        layers = self.said.get(item, {})
        these = [layer for category, layer in layers.items() if lean(category) == way]
        others = [layer for category, layer in layers.items() if lean(category) != way]
        return any(
            unknown.trades(path, one, other) or unknown.trades(path, other, one)
            for one, other in product(these, others)
        )


@dataclass(frozen=True)
class SmallPaths:
    """The small paths of a quarter, of which the tables by department tell something.

    `groups` holds all paths for who answered and for each question.
    """

    people: People
    groups: Mapping[str, Mapping[Path, Group]]
    limits: Limits
    # Hiding more only opens more: what was found safe stays so.
    safe: dict[str, set[Path]] = field(default_factory=lambda: defaultdict(set))

    def one_more(
        self, item: str, shown: Sequence[Row], hidden: Collection[Row]
    ) -> Row | None:
        """Return a department to hide for the sake of a small path, if one must be.

        It is the smallest that makes a group larger which tells too much.
        """
        inside = self.exposed(item, hidden)
        if inside is None:
            return None
        helps = (row for row in shown if arc_of_side(row).crosses(inside))
        return next(helps, shown[0])

    def exposed(self, item: str, hidden: Collection[Row]) -> frozenset[Node] | None:
        """Return the inside of a computable group that tells too much about a path.

        `hidden` are departments; with each call for an item more are hidden than with
        the one before.
        """
        unknown = self.streets(hidden)
        for path, group in sorted(self.groups[item].items()):
            if path in self.safe[item] or publishable(group, self.limits):
                continue
            if item == RESPONSE:
                safe = self.has_room(path, unknown)
            else:
                safe = not group.answers or self.is_open(path, item, unknown)
            if not safe:
                return unknown.around(path, self.people.answered)
            self.safe[item].add(path)
        return None

    def streets(self, hidden: Collection[Row]) -> Streets:
        """Return what is not known with some departments hidden."""
        paths = self.groups[RESPONSE]
        ends = {side for path in paths for side in ends_of(path)}
        return Streets(paths, [side for side in ends if side in hidden])

    def has_room(self, path: Path, unknown: Streets) -> bool:
        """Whether it is open enough how many answered, and were asked, on a path.

        What somebody said to one question has to fit with the others, so the question
        counts that leaves the least room.
        """
        limits, group = self.limits, self.groups[RESPONSE][path]
        questions = self.groups.keys() - {RESPONSE}
        rooms = [self.room(path, question, unknown) for question in questions]
        more = min((room.more for room in rooms), default=0)
        fewer = min((room.fewer for room in rooms), default=0)
        silent = self.room(path, RESPONSE, unknown).more
        return (
            group.answers + more >= limits.answers
            and more + fewer >= limits.answers
            and group.asked + more + silent >= limits.invited
        )

    def room(self, path: Path, item: str, unknown: Streets) -> Room:
        """Return how many who answered could come or go, or for `RESPONSE`, the silent.

        Who said the same can change places.
        """
        rooms = [
            unknown.room(path, layer, self.limits.invited)
            for layer in self.people.layers(item)
        ]
        return Room(sum(r.more for r in rooms), sum(r.fewer for r in rooms))

    def is_open(self, path: Path, item: str, unknown: Streets) -> bool:
        """Whether it is open of both ways to lean how many on a path do."""
        return all(
            self.people.may_differ(path, item, way, unknown)
            for way in (UP, DOWN)
            if self.people.is_secret(item, way)
        )
