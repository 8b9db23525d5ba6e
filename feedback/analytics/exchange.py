"""Other towns that would be published just the same as ours.

Whoever adds and subtracts what is shown learns only what is so in every town that
shows the same. Two kinds of such towns are easy to find. A person on one path may as
well have been on another, with everything they ticked, where the departments in which
the paths differ are hidden for whoever answered. And of two people on such paths each
may have ticked what the other did, where the departments are hidden for that question.
Nothing else of anybody changes, so it is the same whatever the other questions, tables
and totals show: no question makes another one tighter.

A hidden cell is safe when enough of these towns are there. That is a proof, and it
asks for no more than sums; it may hide a little more than the least that would do.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

# A row of a table: the dimension and the value. A place is the rows somebody is in.
Row = tuple[str, object]
Place = tuple[Row, ...]
# how often each thing was said
Said = Mapping[str, int]


@dataclass(frozen=True)
class Town:
    """Who said what in each place, and the rows that are hidden."""

    places: Mapping[Place, Said]
    hidden: Collection[Row]

    def hiding(self, row: Row) -> "Town":
        """Return the same town with one more row hidden."""
        return Town(self.places, {*self.hidden, row})

    def alike(self, one: Place, other: Place) -> bool:
        """Say whether nothing shown tells a person in one place from one in another."""
        return all(
            mine == theirs or (mine in self.hidden and theirs in self.hidden)
            for mine, theirs in zip(one, other, strict=True)
        )

    def neighbours(self, row: Row) -> Iterator[tuple[Place, Place]]:
        """Return each place in a hidden row with each one elsewhere that is like it."""
        here = [place for place in self.places if row in place]
        for there in self.places:
            if row not in there:
                yield from ((mine, there) for mine in here if self.alike(mine, there))

    def room(self, row: Row) -> Counter[str]:
        """Return what was said by people who could as well be in a hidden row."""
        found: Counter[str] = Counter()
        for place in {there for _mine, there in self.neighbours(row)}:
            found.update(self.places[place])
        return found

    def around(self, row: Row) -> Counter[str]:
        """Return what was said in a hidden row and by who could as well be in it."""
        found = self.room(row)
        for place, parts in self.places.items():
            if row in place:
                found.update(parts)
        return found

    def unsettled(self, row: Row, lean: Callable[[str], str]) -> set[str]:
        """Return of which ways to lean it is open how many in a hidden row do.

        It is open when one person in the row may have said what somebody like them
        said elsewhere.
        """
        found: set[str] = set()
        for mine, there in self.neighbours(row):
            one, other = ({lean(s) for s in self.said_in(p)} for p in (mine, there))
            if len(one | other) > 1 and one and other:
                found |= one | other
        return found

    def said_in(self, place: Place) -> set[str]:
        """Return what anybody said in a place."""
        return {said for said, n in self.places[place].items() if n}
