"""No hidden cell of a round comes back, in any random town.

A thousand rounds under `make prove`.
"""

import random
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from feedback.answer.counting import ANSWERED, INVITED, RESPONSE, TOTAL, Cell
from feedback.answer.publishing import SMALL_TABLES
from feedback.instrument.catalogue import load
from feedback.round.models import Round
from feedback.round.publishing import publish
from feedback.round.reading import score_themes
from tests.feedback.reader import Reader
from tests.feedback.round.test_import_answers import THEMED
from tests.feedback.secret import (
    ASKED,
    BLANK,
    LIMITS,
    Secret,
    holds,
    opinion,
    spoke,
    tables_of,
)
from tests.feedback.solver import Unknowns
from tests.feedback.towns import ABOUT, shares

DAY = date(2026, 3, 1)


def size(rng):
    return rng.choice([1, 2, 3, 4, 5, 6, 8, 11, 16, 30])


@pytest.fixture
def themed(tmp_path, settings):
    """An instrument with a theme of two items on three steps."""
    (tmp_path / "local-1.toml").write_text(THEMED)
    settings.INSTRUMENTS_FOLDER = str(tmp_path)
    yield load("local-1")
    load.cache_clear()


ITEMS = ("one", "two")
ALL = (*ITEMS, "theme.both")
STEPS = ("1", "2", "3")
MIDDLE = 2


def with_theme(instrument, ticks):
    return ticks | score_themes(instrument, ticks)


# What a round is divided by: ours by all but how the baton was given, and where whoever
# comes may answer, by how they did. A supplier's file says what it wants to.
OURS = ("receiver", *SMALL_TABLES[1:])
WALK_INS = ("mode", "language")
FILES = ("department", "course_band", "target_group")


def round_cells(people, dimensions, *, counted):
    """Return the tallies of a round; a supplier's file does not count who was asked."""
    cells = Counter()
    for (place, ticks), n in people.items():
        for row in ((TOTAL, ""), *zip(dimensions, place, strict=True)):
            if counted:
                cells[Cell("local-1", *row, RESPONSE, INVITED)] += n
            if ticks == ASKED:
                continue
            cells[Cell("local-1", *row, RESPONSE, ANSWERED)] += n
            for item, category in ticks:
                cells[Cell("local-1", *row, item, category)] += n
    return cells


def random_round(rng, instrument, dimensions):
    """Return the people of a round by their place in every table."""
    people = Counter()
    often = {what: shares(rng, ABOUT[what]) for what in dimensions[1:]}
    for number in range(rng.randint(2, 6)):
        lean = rng.choice(["up", "any", "any"])
        for _ in range(size(rng)):
            ticks = {item: opinion(rng, lean, STEPS) for item in ITEMS}
            said = tuple(sorted(with_theme(instrument, ticks).items()))
            place = [f"d{number}"]
            for what, weights in often.items():
                place += rng.choices(ABOUT[what], weights)
            people[tuple(place), said if rng.random() < 0.7 else ASKED] += 1
    return people


def patterns_of(instrument):
    """Return everything that can be ticked, and the theme's score that comes of it."""
    ticked = (
        dict(zip(ITEMS, p, strict=True)) for p in product((*STEPS, BLANK), repeat=2)
    )
    return [tuple(sorted(with_theme(instrument, ticks).items())) for ticks in ticked]


def ups_of(people):
    """Return the steps and the scores that anybody has above the middle."""
    scores = {c for kind in people if spoke(kind) for _i, c in kind[1]} - {BLANK}
    return {score for score in scores if Fraction(score) > MIDDLE}


def test_no_hidden_cell_of_a_round_comes_back(themed, volume):
    looked_at, hidden = 0, Counter()
    patterns = patterns_of(themed)
    for seed in range(volume(12, 1_000)):
        rng = random.Random(seed)
        dimensions = rng.choice([OURS, OURS, FILES, WALK_INS])
        people = random_round(rng, themed, dimensions)
        counted = dimensions == OURS
        known = counted or (dimensions == FILES and rng.random() < 0.5)
        invited = people.total() if known else None
        held = Round(instrument="local-1", since=DAY, until=DAY, invited=invited)
        published = tables_of(
            publish(held, round_cells(people, dimensions, counted=counted), LIMITS)
        )
        if published[TOTAL, RESPONSE][""] is None:
            assert not any(
                row for rows in published.values() for row in rows.values()
            ), seed
            continue
        up = ups_of(people)
        reader = Reader(
            people,
            dimensions,
            said=patterns,
            positive=dict.fromkeys(ALL, up),
            counted=counted,
        )
        gone = []
        for (dimension, item), cells in published.items():
            for value, counts in cells.items():
                if counts is None:
                    gone.append((dimension, value, item))
                else:
                    learn(reader, dimension, value, item, counts)
        gone = [cell for cell in gone if cell[0] != TOTAL]
        wrong = reader.finds(gone) or reader.finds_knowing_who_answered(gone)
        assert not wrong, (seed, wrong)
        hidden.update(dimension for dimension, _value, _item in gone)
        looked_at += 1
    assert looked_at > 5
    assert all(hidden[dimension] for dimension in {*OURS, *FILES}), hidden


def learn(reader, dimension, value, item, counts):
    """Tell the reader every number of a shown cell."""
    rows = reader.everybody if dimension == TOTAL else reader.row(dimension, value)
    for category, n in said_in(counts, item):
        reader.known.learn(
            lambda k, category=category: k[0] in rows and holds(k, item, category), n
        )


def said_in(counts, item):
    """Return every published number of a cell, also those that are nought."""
    if item != RESPONSE:
        return [(category, counts[category]) for category in {*counts, *STEPS, BLANK}]
    return [(c, counts[c]) for c in (ANSWERED, INVITED) if c in counts]


def test_the_solver_finds_what_is_not_protected():
    """With one row hidden alone the attacker knows all of it."""
    people = Counter({("a", (("coherent", "5"),)): 20, ("b", (("coherent", "1"),)): 3})
    known = Unknowns(product("ab", [(("coherent", "5"),), (("coherent", "1"),), ASKED]))
    known.learn(lambda k: True, 23)
    known.learn(spoke, 23)
    known.learn(lambda k: k[0] == "a", 20)
    secret = Secret(people, {"coherent": {"5"}})
    assert secret.judge(known, {"b"}, RESPONSE)
    known.learn(lambda k: holds(k, "coherent", "5"), 20)
    known.learn(lambda k: k[0] == "a" and holds(k, "coherent", "5"), 20)
    assert secret.judge(known, {"b"}, "coherent")
