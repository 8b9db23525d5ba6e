"""Somebody who reads every table at once, and knows that they show the same people.

Each table has rows of its own, and nobody sees two of them crossed. But who said what
altogether is the same in each, so what one table leaves open another may close.
"""

from collections import Counter
from itertools import product

from feedback.analytics.suppression import publishable
from feedback.answer.counting import PATH, RESPONSE, SIDES
from tests.feedback.secret import (
    ASKED,
    LIMITS,
    SILENT,
    Secret,
    learn_total,
    learn_who_answered,
    spoke,
    ticks,
)
from tests.feedback.solver import Unknowns
from tests.feedback.towns import is_through


class Reader:
    """The truth about a quarter's or a round's people, and what a reader knows.

    `people` counts kinds of ((value by `dimensions`), ticks). A row of a table stands
    as (dimension, value), so every table has a total of its own.
    """

    def __init__(
        self, people, dimensions, *, said, positive, counted=True, silent=(ASKED,)
    ):
        rows = Counter()
        for (place, ticked), n in people.items():
            for row in zip(dimensions, place, strict=True):
                rows[row, ticked] += n
        self.rows = {row for row, _ticked in rows}
        self.people = rows
        self.secret = Secret(rows, positive, counted=counted)
        self.known = Unknowns(product(sorted(self.rows), [*said, *silent]))
        first, *others = dimensions
        self.everybody = {row for row in self.rows if row[0] == first}
        for other, ticked in product(others, [*said, *silent]):
            self.known.learn_alike(
                lambda k, t=ticked: k[0][0] == first and k[1] == t,
                lambda k, t=ticked, by=other: k[0][0] == by and k[1] == t,
            )

    def row(self, dimension, value):
        """Return what of the people a row of a table holds; of departments, paths."""
        paths = {row for row in self.rows if row[0] == PATH}
        if paths and dimension in SIDES:
            return {row for row in paths if is_through(row[1], dimension, value)}
        return {(dimension, value)}

    def finds(self, cells):
        """Return what comes out about cells that are too small to be shown.

        A row that holds everybody is no secret: it is the total.
        """
        return [
            found
            for dimension, value, item in cells
            for rows in [self.row(dimension, value)]
            if rows != {row for row in self.rows if row[0] == dimension}
            for found in self.judge(dimension, rows, item)
        ]

    def finds_knowing_who_answered(self, cells):
        """Return what comes out of what was said, if it is known who answered."""
        learn_who_answered(self.known, self.people)
        self.secret.told_who = True
        return self.finds([cell for cell in cells if cell[2] != RESPONSE])

    def judge(self, dimension, rows, item):
        """Judge a row of a table; of a path, that nothing of it is settled.

        No table of a quarter shows paths. How far it is open how many answered on one
        is decided for each question by itself; all tables together can leave a little
        less room (decision 13), and always some.
        """
        if dimension != PATH or item != RESPONSE:
            return self.secret.judge(self.known, rows, item)
        if publishable(self.secret.group(rows, item), LIMITS):
            return []
        if self.known.settles(lambda k: k[0] in rows and spoke(k)):
            return [f"{rows}: how many answered"]
        return []


def reader_of_quarter(people, dimensions, items):
    """Return who knows the months of a quarter, and which paths were used."""
    positive = {item: {"5"} for item in items}
    reader = Reader(
        people, dimensions, said=ticks(items), positive=positive, silent=SILENT
    )
    learn_total(reader.known, reader.people, reader.everybody, items)
    return reader
