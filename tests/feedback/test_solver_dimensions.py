"""No hidden cell of any dimension comes back, all tables of a quarter taken together.

A thousand towns under `make prove`.
"""

import random
from datetime import date
from itertools import product

from feedback.answer.counting import PATH, RESPONSE, SIDES
from feedback.answer.publishing import SMALL_TABLES
from tests.feedback.reader import reader_of_quarter
from tests.feedback.secret import ITEMS, learn_cell, tables_of
from tests.feedback.sheets import sheet_of_quarter
from tests.feedback.towns import is_enough, random_crowd

DAY = date(2026, 3, 1)


def test_no_hidden_cell_of_any_dimension_comes_back(volume):
    looked_at = dict.fromkeys((*SIDES, *SMALL_TABLES), 0)
    for seed in range(volume(2, 1_000)):
        people = random_crowd(random.Random(seed))
        if not is_enough(people):
            continue  # its months wait
        published = tables_of(sheet_of_quarter(people, DAY).counts)
        reader = reader_of_quarter(people, (PATH, *SMALL_TABLES), ITEMS)
        hidden = []
        for (dimension, item), cells in published.items():
            for value, counts in cells.items():
                if counts is None:
                    hidden.append((dimension, value, item))
                else:
                    learn_cell(reader.known, reader.row(dimension, value), item, counts)
        paths = [value for dimension, value in reader.rows if dimension == PATH]
        if any(any(rows.values()) for rows in published.values()):
            hidden += product([PATH], paths, [RESPONSE, *ITEMS])
        assert not reader.finds(hidden), seed
        assert not reader.finds_knowing_who_answered(hidden), seed
        for dimension, _value, _item in hidden:
            if dimension in looked_at:
                looked_at[dimension] += 1
    assert all(looked_at.values()), looked_at
