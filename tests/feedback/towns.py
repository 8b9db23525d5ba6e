"""Random towns: a quarter, or a year, of people asked on paths between departments."""

from collections import Counter
from itertools import product

from feedback.analytics.suppression import Group, publishable
from feedback.answer.counting import PATH, SIDES
from tests.feedback.secret import (
    ASKED,
    ITEMS,
    LIMITS,
    STEPS,
    opinion,
    spoke,
)


def random_quarter(rng):
    people = Counter()
    town = range(1, rng.randint(3, 5) + 1)
    for giver, receiver in product(town, town):
        if giver == receiver or rng.random() > 0.6:
            continue
        lean = rng.choice(["up", "any", "any"])
        for _ in range(rng.choice([1, 2, 3, 5, 8, 13, 24])):
            said = tuple((i, opinion(rng, lean, STEPS)) for i in ITEMS)
            row = f"{giver}>{receiver}", rng.choice(["warm", "warm", "warm", "cold"])
            people[row, said if rng.random() < 0.5 else ASKED] += 1
    return people


def random_year(rng, items):
    """Return people of four quarters in one town; some paths are used now and then.

    Who answered in a quarter with too few is counted in the next.
    """
    people, waiting = Counter(), Counter()
    town = range(1, rng.randint(3, 5) + 1)
    paths = [
        f"{a}>{b}" for a, b in product(town, town) if a != b and rng.random() < 0.6
    ]
    leans = {path: rng.choice(["up", "any", "any"]) for path in paths}
    often = {path: rng.choice([0.3, 1, 1]) for path in paths}
    for quarter in range(1, 5):
        for path in paths:
            if rng.random() < often[path]:
                for _ in range(rng.choice([1, 2, 3, 5, 8, 13, 24])):
                    said = tuple((i, opinion(rng, leans[path], STEPS)) for i in items)
                    waiting[path, said if rng.random() < 0.5 else ASKED] += 1
        spoken = sum(n for kind, n in waiting.items() if spoke(kind))
        if publishable(Group(waiting.total(), spoken), LIMITS):
            people += Counter(
                {((quarter, path), s): n for (path, s), n in waiting.items()}
            )
            waiting.clear()
    return people


def is_through(path, dimension, value):
    """Whether a path is counted in this row of a table."""
    if dimension == PATH:
        return path == value
    return path.split(">")[SIDES.index(dimension)] == value
