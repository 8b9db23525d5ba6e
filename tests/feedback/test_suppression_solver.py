"""Every published cell as an equation: no hidden one comes back, in any random town.

The unknowns are people by everything they ticked, so an item, its theme, who answered
and who was asked are one system, not several. Tables by different dimensions share
their totals only. Two tables with one total always have a common refinement (fill it
from the north-west corner), so one cannot say more about the other than the total
does; only givers and receivers meet in paths, and they are attacked together, by
somebody who knows which paths were used.

What must hold of a hidden cell that is too small (RELIABILITY.md I21): how many
answered in it is never settled, and the least and the most it can be lie five apart or
more. In one town of two hundred at most, where questions that hide different
departments bound each other, that number may be narrowed further. What was answered is
not settled: neither that all leaned one way, nor how many leaned either way. The cell
may lie in a hidden sum of ten or more of whom all but one at most said the same, for
such a group is shown anyway.
A thousand towns and rounds under `make prove`.
"""

import random
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from feedback.analytics.suppression import SMALL, Group, Limits, publishable
from feedback.answer.counting import (
    ANSWERED,
    INVITED,
    PATH,
    RESPONSE,
    SIDES,
    TOTAL,
    Cell,
)
from feedback.answer.publishing import fill_quarter
from feedback.answer.sheet import HIDDEN, Sheet
from feedback.instrument.catalogue import load
from feedback.round.models import Round
from feedback.round.publishing import publish
from feedback.round.reading import score_themes
from tests.feedback.round.test_import_answers import THEMED
from tests.feedback.solver import Unknowns

LIMITS = Limits()
DAY = date(2026, 3, 1)
ASKED = "asked and silent"
BLANK = "blank"
# in no more towns than this may a size be narrowed to less than five
ONE_IN = 200


def size(rng):
    return rng.choice([1, 2, 3, 4, 5, 6, 8, 11, 16, 30])


def opinion(rng, lean, steps):
    """Return a tick; some groups lean one way altogether."""
    if rng.random() < 0.12:
        return BLANK
    return rng.choice(steps[-1:] if lean == "up" else steps)


def tables_of(counts):
    """Return published counts by dimension, item and value; None where hidden."""
    found = {}
    for count in counts:
        rows = found.setdefault((count.dimension, count.item), {})
        if count.category == HIDDEN:
            rows[count.value] = None
        else:
            rows.setdefault(count.value, Counter())[count.category] = count.n
    return found


class Secret:
    """The truth about the people of a table, and what an attacker makes of it."""

    # the cells whose size an attacker knows to within less than five
    narrow = set()

    def __init__(self, people, positive, *, counted=True):
        # people: Counter of (row, ticks), where silent people have ticked ASKED
        self.people = people
        self.positive = positive
        self.counted = counted  # whether it is known by row who was asked

    def size_of(self, wanted):
        return sum(n for kind, n in self.people.items() if wanted(kind))

    def group(self, rows, item):
        """Return what decides whether the cell of some rows may be shown."""
        everybody = self.size_of(lambda k: k[0] in rows)
        asked = everybody if self.counted else None
        if item == RESPONSE:
            return Group(asked, self.size_of(lambda k: k[0] in rows and spoke(k)))
        valid = self.size_of(lambda k: k[0] in rows and spoke(k) and ticked(k, item))
        up = self.size_of(lambda k: k[0] in rows and self.is_up(k, item))
        return Group(asked, valid, up)

    def is_up(self, kind, item):
        return spoke(kind) and ticked(kind, item) in self.positive[item]

    def is_down(self, kind, item):
        return spoke(kind) and ticked(kind, item) and not self.is_up(kind, item)

    def judge(self, known, rows, item, pool, *, seed):
        """Return what an attacker finds out about a hidden cell that is too small."""
        group, found = self.group(rows, item), []
        if item == RESPONSE:
            if publishable(group, LIMITS):
                return []
            least, most = known.bounds(lambda k: k[0] in rows and spoke(k))
            if least == most:
                found.append(f"{rows}: {group.answers} answers, exactly {most}")
            elif most < LIMITS.answers or most - least < LIMITS.answers:
                self.narrow.add((seed, *sorted(rows)))
            if self.counted:
                _least, most = known.bounds(lambda k: k[0] in rows)
                if most < LIMITS.invited:
                    self.narrow.add((seed, *sorted(rows)))
            return found
        if publishable(group, LIMITS) or not group.answers:
            return []
        up = known.bounds(lambda k: k[0] in rows and self.is_up(k, item))
        down = known.bounds(lambda k: k[0] in rows and self.is_down(k, item))
        together = self.group(pool, item)
        dissent = min(together.positive, together.answers - together.positive)
        alike = dissent <= 1
        if gives_away(up, down) and not (alike and together.answers >= SMALL):
            found.append(f"{rows} {item}: {up} up, {down} down of {group}")
        return found


def gives_away(up, down):
    """Say whether bounds of both ways to lean tell what a small group answered."""
    settled = [least == most for least, most in (up, down)]
    of_one_mind = (not down[1] and up[0]) or (not up[1] and down[0])
    return all(settled) or bool(of_one_mind)


def spoke(kind):
    return kind[1] != ASKED


def ticked(kind, item):
    said = dict(kind[1]).get(item, BLANK)
    return None if said == BLANK else said


# -- a round by one dimension ------------------------------------------------------


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


def with_theme(instrument, ticks):
    return ticks | score_themes(instrument, ticks)


def round_cells(people, *, counted):
    """Return the tallies of a round; a supplier's file does not count who was asked."""
    cells = Counter()
    for (row, ticks), n in people.items():
        for dimension, value in ((TOTAL, ""), ("department", row)):
            if counted:
                cells[Cell("local-1", dimension, value, RESPONSE, INVITED)] += n
            if ticks == ASKED:
                continue
            cells[Cell("local-1", dimension, value, RESPONSE, ANSWERED)] += n
            for item, category in ticks:
                cells[Cell("local-1", dimension, value, item, category)] += n
    return cells


def test_no_hidden_cell_of_a_round_comes_back(themed, volume):
    looked_at, hidden = 0, 0
    patterns = [
        tuple(sorted(with_theme(themed, dict(zip(ITEMS, p, strict=True))).items()))
        for p in product((*STEPS, BLANK), repeat=2)
    ]
    middle = 2
    Secret.narrow.clear()
    towns = volume(40, 1_000)
    for seed in range(towns):
        rng = random.Random(seed)
        people = Counter()
        for number in range(rng.randint(2, 6)):
            lean = rng.choice(["up", "any", "any"])
            for _ in range(size(rng)):
                ticks = {item: opinion(rng, lean, STEPS) for item in ITEMS}
                said = tuple(sorted(with_theme(themed, ticks).items()))
                people[f"d{number}", said if rng.random() < 0.7 else ASKED] += 1
        counted = rng.random() < 0.5
        invited = people.total() if counted or rng.random() < 0.5 else None
        held = Round(instrument="local-1", since=DAY, until=DAY, invited=invited)
        published = tables_of(
            publish(held, round_cells(people, counted=counted), LIMITS)
        )
        if published[TOTAL, RESPONSE][""] is None:
            assert not any(
                row for rows in published.values() for row in rows.values()
            ), seed
            continue
        scores = {c for kind in people if spoke(kind) for _i, c in kind[1]} - {BLANK}
        up = {score for score in scores if Fraction(score) > middle}
        secret = Secret(people, dict.fromkeys(ALL, up), counted=counted)
        rows = {kind[0] for kind in people}
        known = Unknowns(product(rows, [*patterns, ASKED]))
        learn_tables(known, published, "department")
        for (dimension, item), cells in published.items():
            if dimension == TOTAL:
                continue
            pool = {value for value, row in cells.items() if row is None}
            total = published[TOTAL, item][""]
            if total is None:
                assert pool == set(cells), "hidden altogether, and in no table"
            if pool == set(cells):
                continue  # nothing is told but the total
            for value in pool:
                hidden += 1
                wrong = secret.judge(known, {value}, item, pool, seed=seed)
                assert not wrong, (seed, item, wrong)
        looked_at += 1
    assert Secret.narrow == set()
    assert looked_at > 5
    assert hidden > 20


def learn_tables(known, published, dimension):
    """Tell the attacker the total and the table by one dimension."""
    for (by, item), cells in published.items():
        for value, counts in cells.items():
            if counts is None or by not in (TOTAL, dimension):
                continue

            def here(kind, value=value, by=by):
                return by == TOTAL or kind[0] == value

            for category, n in said_in(counts, item):
                known.learn(
                    lambda k, here=here, item=item, category=category: (
                        here(k) and holds(k, item, category)
                    ),
                    n,
                )


def said_in(counts, item):
    """Return every published number of a cell, also those that are nought."""
    if item != RESPONSE:
        return [(category, counts[category]) for category in {*counts, *STEPS, BLANK}]
    return [(c, counts[c]) for c in (ANSWERED, INVITED) if c in counts]


def holds(kind, item, category):
    """Say whether a person is among those a published number counts."""
    if item == RESPONSE:
        return category == INVITED or spoke(kind)
    return spoke(kind) and dict(kind[1]).get(item, BLANK) == category


# -- a quarter by giver and by receiver, and by what everybody is one of -------------

PULSE_ITEMS = ("coherent", "next_step")
PULSE_STEPS = ("1", "3", "5")


def quarter_pile(people):
    """Return the tallies of a quarter as they lie before it is published."""
    pile = {}
    for ((path, warm), ticks), n in people.items():
        for dimension, value in ((PATH, path), ("warm", warm)):
            items = pile.setdefault(dimension, {}).setdefault(value, {})
            response = items.setdefault(RESPONSE, Counter())
            response[INVITED] += n
            if ticks == ASKED:
                continue
            response[ANSWERED] += n
            for item, category in ticks:
                items.setdefault(item, Counter())[category] += n
    return pile


def random_quarter(rng):
    people = Counter()
    town = range(1, rng.randint(3, 5) + 1)
    for giver, receiver in product(town, town):
        if giver == receiver or rng.random() > 0.6:
            continue
        lean = rng.choice(["up", "any", "any"])
        for _ in range(rng.choice([1, 2, 3, 5, 8, 13, 24])):
            said = tuple((i, opinion(rng, lean, PULSE_STEPS)) for i in PULSE_ITEMS)
            row = f"{giver}>{receiver}", rng.choice(["warm", "warm", "warm", "cold"])
            people[row, said if rng.random() < 0.5 else ASKED] += 1
    return people


def test_no_hidden_cell_of_a_quarter_comes_back(volume):
    ticks = [
        tuple(zip(PULSE_ITEMS, p, strict=True))
        for p in product((*PULSE_STEPS, BLANK), repeat=2)
    ]
    hidden = 0
    Secret.narrow.clear()
    towns = volume(15, 1_000)
    for seed in range(towns):
        people = random_quarter(random.Random(seed))
        if not people:
            continue
        sheet = Sheet("quarter", DAY, DAY, "handover-pulse-1")
        fill_quarter(sheet, quarter_pile(people), LIMITS)
        published = tables_of(sheet.counts)
        hidden += attack_sides(people, ticks, published, seed)
        hidden += attack_warm(people, ticks, published, seed)
    assert len({seed for seed, *_rows in Secret.narrow}) <= towns // ONE_IN
    assert hidden > 20


def attack_sides(people, ticks, published, seed):
    """Attack givers and receivers together, knowing every path that was used."""
    by_path = Counter()
    for ((path, _warm), said), n in people.items():
        by_path[path, said] += n
    paths = {kind[0] for kind in by_path}
    secret = Secret(by_path, {item: {"5"} for item in PULSE_ITEMS})
    known = Unknowns(product(paths, [*ticks, ASKED]))
    learn_total(known, by_path)
    ends = {
        side: {value: through(paths, side, value) for value in rows}
        for side in SIDES
        for rows in [published[side, RESPONSE]]
    }
    for side, item in product(SIDES, (RESPONSE, *PULSE_ITEMS)):
        for value, counts in published.get((side, item), {}).items():
            if counts is not None:
                learn_cell(known, ends[side][value], item, counts)
    looked_at = 0
    for side, item in product(SIDES, (RESPONSE, *PULSE_ITEMS)):
        cells = published.get((side, item), {})
        gone = [value for value, counts in cells.items() if counts is None]
        if len(gone) == len(cells):
            continue
        pool = set().union(*(ends[side][value] for value in gone))
        for value in gone:
            looked_at += 1
            wrong = secret.judge(known, ends[side][value], item, pool, seed=seed)
            assert not wrong, (seed, side, wrong)
    return looked_at


def attack_warm(people, ticks, published, seed):
    """Attack a table of two rows, of which one is often small."""
    by_row = Counter()
    for ((_path, warm), said), n in people.items():
        by_row[warm, said] += n
    rows = {kind[0] for kind in by_row}
    secret = Secret(by_row, {item: {"5"} for item in PULSE_ITEMS})
    known = Unknowns(product(rows, [*ticks, ASKED]))
    learn_total(known, by_row)
    looked_at = 0
    for item in (RESPONSE, *PULSE_ITEMS):
        cells = published.get(("warm", item), {})
        gone = {value for value, counts in cells.items() if counts is None}
        for value, counts in cells.items():
            if counts is not None:
                learn_cell(known, {value}, item, counts)
        for value in gone if gone != set(cells) else ():
            looked_at += 1
            wrong = secret.judge(known, {value}, item, gone, seed=seed)
            assert not wrong, (seed, wrong)
    return looked_at


def learn_total(known, people):
    """Tell what the months tell: everybody, by answer."""
    known.learn(lambda k: True, people.total())
    known.learn(spoke, sum(n for kind, n in people.items() if spoke(kind)))
    for item, category in product(PULSE_ITEMS, (*PULSE_STEPS, BLANK)):
        known.learn(
            lambda k, item=item, category=category: holds(k, item, category),
            sum(n for kind, n in people.items() if holds(kind, item, category)),
        )


def learn_cell(known, rows, item, counts):
    """Tell every number of one shown cell."""
    categories = (ANSWERED, INVITED) if item == RESPONSE else (*PULSE_STEPS, BLANK)
    for category in categories:
        known.learn(
            lambda k, category=category: k[0] in rows and holds(k, item, category),
            counts[category],
        )


def through(paths, side, value):
    place = SIDES.index(side)
    return {path for path in paths if path.split(">")[place] == value}


def test_the_solver_finds_what_is_not_protected():
    """With one row hidden alone the attacker knows all of it."""
    people = Counter({("a", (("coherent", "5"),)): 20, ("b", (("coherent", "1"),)): 3})
    known = Unknowns(product("ab", [(("coherent", "5"),), (("coherent", "1"),), ASKED]))
    known.learn(lambda k: True, 23)
    known.learn(spoke, 23)
    known.learn(lambda k: k[0] == "a", 20)
    secret = Secret(people, {"coherent": {"5"}})
    assert secret.judge(known, {"b"}, RESPONSE, {"b"}, seed=0)
    known.learn(lambda k: holds(k, "coherent", "5"), 20)
    known.learn(lambda k: k[0] == "a" and holds(k, "coherent", "5"), 20)
    assert secret.judge(known, {"b"}, "coherent", {"b"}, seed=0)
