"""Random towns: a quarter, or a year, of people asked on paths between departments."""

from collections import Counter
from itertools import product

from feedback.analytics.suppression import Group, publishable
from feedback.answer.counting import PATH, SIDES
from tests.feedback.secret import (
    ITEMS,
    LIMITS,
    STEPS,
    opinion,
    silence,
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
            people[row, said if rng.random() < 0.5 else silence(rng)] += 1
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
                    waiting[path, said if rng.random() < 0.5 else silence(rng)] += 1
        if is_enough(waiting):
            people += Counter(
                {((quarter, path), s): n for (path, s), n in waiting.items()}
            )
            waiting.clear()
    return people


def is_enough(people):
    """Whether a quarter has a month to publish; what is too little waits."""
    spoken = sum(n for kind, n in people.items() if spoke(kind))
    return publishable(Group(people.total(), spoken), LIMITS)


def is_through(path, dimension, value):
    """Whether a path is counted in this row of a table."""
    if dimension == PATH:
        return path == value
    return path.split(">")[SIDES.index(dimension)] == value


# What else is known of everybody who is asked, as `feedback.answer.counting` writes it.
ABOUT = {
    "warm": ("warm", "cold"),
    "mentor": ("with", "without"),
    "course_band": ("under_3_months", "3_to_6_months", "1_to_2_years", "unknown"),
    "departments": ("2", "3", "4", "5+"),
    "target_group": ("job_ready", "activity_ready", "sick_pay", "young", "unknown"),
    "mode": ("web", "letter", "tablet", "phone", "paper"),
    "language": ("da", "en", "ar"),
}


def random_crowd(rng):
    """Return the people of a quarter by their place in every table.

    A place is the path and then a value for each of `ABOUT`. In each of those one or
    two groups are large and the others small, whichever they are.
    """
    people = Counter()
    often = {what: shares(rng, values) for what, values in ABOUT.items()}
    for (row, said), n in random_quarter(rng).items():
        for _ in range(n):
            place = [row[0]]
            for what, values in ABOUT.items():
                place += rng.choices(values, often[what])
            people[tuple(place), said] += 1
    return people


def shares(rng, values):
    """Return how often each value is met: large groups beside small ones."""
    found = [rng.choice([0, 0.03, 0.06, 0.12]) for _ in values]
    for place in rng.sample(range(len(values)), rng.choice([1, 1, 2])):
        found[place] = rng.choice([0.5, 1])
    return found
