"""Which rows the tables of a quarter hide, for who answered and for each question.

First what adding and subtracting asks for (`feedback.analytics.suppression`). Then, as
long as a hidden row is not safe against somebody who takes all figures together
(`feedback.analytics.exchange`), one more is hidden.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from feedback.analytics.exchange import Place, Row, Town
from feedback.analytics.suppression import Group, Limits, publishable
from feedback.answer.counting import ANSWERED, PATH, RESPONSE
from feedback.answer.leaning import DOWN, UP, lean
from feedback.answer.small_paths import SmallPaths

# from an item, and rows that are hidden anyway, to all that sums ask to hide
AskedBySums = Callable[[str, set[Row]], set[Row]]


@dataclass(frozen=True)
class Tables:
    """Tables that show the same people, each of them in a row of several.

    `places` holds what was said by those who are in the same row of every table, and
    `groups` the rows to decide about, both for who answered (`RESPONSE`, which comes
    first) and for each item. `paths` are those between the departments of two tables.
    """

    places: Mapping[str, Mapping[Place, Mapping[str, int]]]
    groups: Mapping[str, Mapping[Row, Group]]
    asked_by_sums: AskedBySums
    limits: Limits
    paths: SmallPaths | None = None

    def hidden(self) -> dict[str, set[Row]]:
        """Return the rows to hide, for who answered and then for each item.

        A row that is hidden for who answered is hidden for every item.
        """
        found: dict[str, set[Row]] = {}
        for item in self.groups:
            hidden = self.asked_by_sums(item, found.get(RESPONSE, set()))
            while more := self.one_more(item, hidden):
                hidden = self.asked_by_sums(item, hidden | {more})
            found[item] = hidden
        return found

    def one_more(self, item: str, hidden: set[Row]) -> Row | None:
        """Return a row to hide as well, unless every hidden one is safe.

        It is the smallest that makes one safer, or if none does by itself, of all.
        """
        groups = self.groups[item]
        shown = [row for row in groups if row not in hidden]
        if not shown:
            return None
        shown.sort(key=lambda row: (groups[row].answers, str(row)))
        town = Town(self.places[item], hidden)
        for row in sorted(hidden & groups.keys(), key=str):
            # where departments are shown, nobody on a path could simply be on another
            if row[0] == PATH or publishable(groups[row], self.limits):
                continue
            missing = self.missing(item, row, town)
            if missing:
                helps = (
                    other
                    for other in shown
                    if self.missing(item, row, town.hiding(other)) < missing
                )
                return next(helps, shown[0])
        return self.paths.one_more(item, shown, hidden) if self.paths else None

    def missing(self, item: str, row: Row, town: Town) -> int:
        """Return how much a hidden row lacks to be safe; nought when it is.

        What was said to a question has to be open also to who knows who answered.
        """
        if item == RESPONSE:
            room, asked = town.room(row), self.groups[RESPONSE][row].asked
            answers = self.limits.answers - room[ANSWERED]
            people = self.limits.invited - asked - room.total()
            return max(answers, 0) + max(people, 0)
        # what a total tells of everybody can be hidden of nobody
        said = Counter(
            map(
                lean, Town(town.places, self.groups[item].keys()).around(row).elements()
            )
        )
        secret = {way for way in (UP, DOWN) if 0 < said[way] < said.total()}
        return len(secret - town.unsettled(row, lean))
