"""No hidden cell of a quarter or a year comes back, in any random town.

A thousand quarters and a thousand years under `make prove`.
"""

import random
from collections import Counter
from datetime import date
from itertools import product

import pytest

from feedback.answer.counting import RESPONSE, SIDES
from tests.feedback.secret import (
    ITEMS,
    SILENT,
    Secret,
    judge,
    learn_cell,
    learn_total,
    tables_of,
    ticks,
)
from tests.feedback.sheets import sheet_of_quarter, sheets_of_year
from tests.feedback.solver import Unknowns
from tests.feedback.towns import is_through, random_quarter, random_year

DAY = date(2026, 3, 1)


def test_no_hidden_cell_of_a_quarter_comes_back(volume):
    hidden = 0
    for seed in range(volume(8, 1_000)):
        people = random_quarter(random.Random(seed))
        if not people:
            continue
        published = tables_of(sheet_of_quarter(people, DAY).counts)
        hidden += attack_sides(people, published, seed)
        hidden += attack_warm(people, published, seed)
    assert hidden > 20


def attack_sides(people, published, seed):
    """Attack givers and receivers together, knowing every path that was used."""
    by_path = Counter()
    for ((path, _warm), said), n in people.items():
        by_path[path, said] += n
    paths = {kind[0] for kind in by_path}
    secret = Secret(by_path, {item: {"5"} for item in ITEMS})
    known = Unknowns(product(paths, [*ticks(), *SILENT]))
    learn_total(known, by_path, paths)
    ends = {
        side: {value: through(paths, side, value) for value in rows}
        for side in SIDES
        for rows in [published[side, RESPONSE]]
    }
    for side, item in product(SIDES, (RESPONSE, *ITEMS)):
        for value, counts in published.get((side, item), {}).items():
            if counts is not None:
                learn_cell(known, ends[side][value], item, counts)
    hidden = []
    for side, item in product(SIDES, (RESPONSE, *ITEMS)):
        cells = published.get((side, item), {})
        gone = [value for value, counts in cells.items() if counts is None]
        if len(gone) < len(cells):
            hidden += [(ends[side][value], item) for value in gone]
    cells = list(hidden)
    if any(any(rows.values()) for rows in published.values()):
        cells += [({path}, item) for path in paths for item in (RESPONSE, *ITEMS)]
    judge(secret, known, cells, seed)
    return len(hidden)


def attack_warm(people, published, seed):
    """Attack a table of two rows, of which one is often small."""
    by_row = Counter()
    for ((_path, warm), said), n in people.items():
        by_row[warm, said] += n
    rows = {kind[0] for kind in by_row}
    secret = Secret(by_row, {item: {"5"} for item in ITEMS})
    known = Unknowns(product(rows, [*ticks(), *SILENT]))
    learn_total(known, by_row, rows)
    hidden = []
    for item in (RESPONSE, *ITEMS):
        cells = published.get(("warm", item), {})
        gone = {value for value, counts in cells.items() if counts is None}
        for value, counts in cells.items():
            if counts is not None:
                learn_cell(known, {value}, item, counts)
        if gone != set(cells):
            hidden += [({value}, item) for value in gone]
    judge(secret, known, hidden, seed)
    return len(hidden)


def through(paths, side, value):
    place = SIDES.index(side)
    return {path for path in paths if path.split(">")[place] == value}


@pytest.mark.parametrize(
    ("items", "reduced", "full"),
    [(ITEMS[:1], 5, 1_000), (ITEMS, 2, 200)],
    ids=["one question", "two questions"],
)
def test_no_hidden_path_of_a_year_comes_back(items, reduced, full, volume):
    hidden = 0
    for seed in range(volume(reduced, full)):
        if people := random_year(random.Random(seed), items):
            hidden += attack_year(people, items, seed)
    assert hidden > 20


def attack_year(people, items, seed):
    """Attack the year's paths with everything that its quarters showed."""
    quarters, year = tables_of_year(people)
    places = {kind[0] for kind in people}
    known = Unknowns(product(places, [*ticks(items), *SILENT]))
    hidden = []

    def learn(tables, within):
        for (dimension, item), rows in tables.items():
            for value, counts in rows.items():
                wanted = {p for p in within if is_through(p[1], dimension, value)}
                if counts is None:
                    hidden.append((wanted, item))
                else:
                    learn_cell(known, wanted, item, counts)

    for quarter, tables in quarters.items():
        within = {p for p in places if p[0] == quarter}
        learn_total(known, people, within, items)
        learn({k: rows for k, rows in tables.items() if k[0] in SIDES}, within)
    learn(year, places)
    secret = Secret(people, {item: {"5"} for item in items})
    # of a year's paths who answered is taken to be unknown (decision 6)
    for wanted, item in hidden:
        wrong = secret.judge(known, wanted, item)
        assert not wrong, (seed, wrong)
    return len(hidden)


def tables_of_year(people):
    """Return what is published of each quarter, and then of the year."""
    quarters, year = sheets_of_year(people)
    return {q: tables_of(s.counts) for q, s in quarters.items()}, tables_of(year.counts)
