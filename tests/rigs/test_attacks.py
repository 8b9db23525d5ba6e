"""Random towns whose published tables are attacked with exact arithmetic.

Everything published becomes equations, and an exact solver looks for the least and
the most each hidden cell can be. A thousand towns under `make prove`.
"""

import random
from collections import Counter

from feedback.analytics.paths import hide_paths
from feedback.analytics.suppression import (
    Group,
    Limits,
    hide,
    hide_sides,
    publishable,
)
from tests.feedback.attacker import System
from tests.feedback.test_suppression import many, sides_of

LIMITS = Limits()


def attack(towns, one):
    """Attack so many random towns; a failure names its town."""
    for seed in range(towns):
        try:
            one(random.Random(seed))
        except AssertionError as error:
            error.add_note(f"seed {seed}")
            raise


def random_paths(rng, departments):
    paths = {}
    for giver in range(departments):
        for receiver in range(departments):
            if giver != receiver and rng.random() < 0.6:
                invited = rng.choice([1, 2, 3, 5, 8, 13, 30])
                answered = sum(rng.random() < 0.45 for _ in range(invited))
                paths[giver, receiver] = Group(invited, answered)
    return paths


def through(paths, side):
    place = 0 if side[0] == "giver" else 1
    return [path for path in paths if path[place] == side[1]]


def test_no_hidden_row_of_a_table_can_be_bounded_below_its_company(volume):
    attack(volume(40, 1_000), attack_table)


def attack_table(rng):
    answers = [rng.choice([0, 1, 2, 3, 4, 6, 9, 20]) for _ in range(rng.randint(2, 9))]
    table = {i: many(n) for i, n in enumerate(answers)}
    hidden = hide(table, LIMITS)
    shown = table.keys() - hidden

    assert all(publishable(table[key], LIMITS) for key in shown)
    rest = sum(table[key].answers for key in hidden)
    for key in hidden:
        if not publishable(table[key], LIMITS) and shown:
            assert rest >= table[key].answers + LIMITS.answers


def test_no_hidden_department_of_a_quarter_is_pinned(volume):
    attack(volume(40, 1_000), attack_quarter)


def attack_quarter(rng):
    paths = random_paths(rng, rng.randint(3, 6))
    sides = sides_of(paths)
    hidden = hide_sides(paths, LIMITS, sides=sides)
    if len(hidden) == len(sides):
        return

    known = System(paths)
    known.learn(paths, sum(group.answers for group in paths.values()))
    for side in sides.keys() - hidden:
        assert publishable(sides[side], LIMITS)
        known.learn(through(paths, side), sides[side].answers)
    for side in hidden:
        least, most = known.range(through(paths, side))
        truth = sides[side].answers
        assert least <= truth <= most
        if not publishable(sides[side], LIMITS):
            assert most >= truth + LIMITS.answers, (side, least, most)


def test_the_years_paths_give_no_hidden_quarter_away(volume):
    attack(volume(10, 250), attack_year)


def attack_year(rng):
    departments = rng.randint(3, 4)
    quarters = {q: random_paths(rng, departments) for q in (1, 2, 3, 4)}
    year = Counter(), Counter()
    for paths in quarters.values():
        for path, group in paths.items():
            year[0][path] += group.asked
            year[1][path] += group.answers
    paths = {path: Group(year[0][path], year[1][path]) for path in year[0]}
    sides = {q: sides_of(part) for q, part in quarters.items()}
    hidden = {q: hide_sides(quarters[q], LIMITS, sides=sides[q]) for q in quarters}
    secret = {(q, side): sides[q][side] for q in quarters for side in hidden[q]}
    gone = hide_paths(
        paths,
        LIMITS,
        quarters=quarters,
        hidden_sides={
            q: {side: sides[q][side] for side in hidden[q]} for q in quarters
        },
    )
    if len(gone) == len(paths):
        return

    known = System((q, path) for q, part in quarters.items() for path in part)
    for q, part in quarters.items():
        names = [(q, path) for path in part]
        known.learn(names, sum(group.answers for group in part.values()))
        for side in sides[q].keys() - hidden[q]:
            names = [(q, path) for path in through(part, side)]
            known.learn(names, sides[q][side].answers)
    for path in paths.keys() - gone:
        assert publishable(paths[path], LIMITS)
        names = [(q, path) for q in quarters if path in quarters[q]]
        known.learn(names, paths[path].answers)
    for (q, side), group in secret.items():
        names = [(q, path) for path in through(quarters[q], side)]
        least, most = known.range(names)
        if group.answers < LIMITS.answers:
            assert most >= LIMITS.answers, (q, side, least, most)
    for path in gone:
        names = [(q, path) for q in quarters if path in quarters[q]]
        least, most = known.range(names)
        if paths[path].answers < LIMITS.answers:
            assert most >= LIMITS.answers, (path, least, most)
