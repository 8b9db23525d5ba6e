"""A quarter asked in two wordings gives none of its hidden cells away.

Whoever reads everything at once, the tables of both wordings and how many answered
where remarks are shown, finds no more than who reads the tables of one.
"""

import random
from collections import Counter
from datetime import date
from itertools import product

import pytest
from django.db import transaction

from feedback.answer import tables
from feedback.answer.counting import RESPONSE, SIDES
from feedback.answer.publishing import publish_quarter
from feedback.answer.waiting import Tally
from feedback.instrument.catalogue import HANDOVER_PULSE
from feedback.remark.published import of_quarter
from tests.feedback.secret import (
    BLANK,
    ITEMS,
    LIMITS,
    SILENT,
    Secret,
    judge,
    learn_cell,
    learn_total,
    quarter_pile,
    spoke,
    ticks,
)
from tests.feedback.solver import Unknowns
from tests.feedback.towns import is_enough, is_through, random_quarter
from tests.feedback.wordings import OLDER

MARCH = date(2026, 3, 1)
WORDINGS = (OLDER, HANDOVER_PULSE)


@pytest.mark.django_db
def test_neither_wording_of_a_quarter_gives_the_other_away(volume):
    hidden = 0
    for seed in range(volume(4, 200)):
        rng = random.Random(seed)
        towns = {wording: random_quarter(rng) for wording in WORDINGS}
        asked = {wording: town for wording, town in towns.items() if is_enough(town)}
        with transaction.atomic():
            waiting = [
                tally
                for wording, people in asked.items()
                for tally in released(wording, people)
            ]
            publish_quarter(waiting, MARCH, LIMITS)
            hidden += attack(asked, seed)
            # what is published is never changed: the next town begins without it
            transaction.set_rollback(True)
    assert hidden > 20


def released(wording, people):
    """Return the tallies that a quarter's released months leave."""
    return [
        Tally(
            month=MARCH,
            instrument=wording,
            dimension=dimension,
            value=value,
            item=item,
            category=category,
            n=n,
            released=True,
        )
        for dimension, rows in quarter_pile(people).items()
        for value, items in rows.items()
        for item, counts in items.items()
        for category, n in counts.items()
    ]


def attack(asked, seed):
    """Take every figure of both wordings as an equation, and ask for hidden cells."""
    people = merged(asked)
    places = {kind[0] for kind in people}
    known = Unknowns(product(places, [*ticks(), *SILENT]))
    for wording in asked:
        learn_total(known, people, {p for p in places if p[0] == wording})
    gone = []
    for side, row, item in cells():
        within = {
            place
            for place in places
            if place[0] == row.instrument and is_through(place[1], side, row.value)
        }
        counts = numbers(row, item)
        if counts is None:
            gone.append((within, item))
        else:
            learn_cell(known, within, item, counts)
    for group in of_quarter(MARCH):
        if not group.hidden:
            came = {p for p in places if is_through(p[1], "receiver", group.value)}
            known.learn(lambda k, came=came: k[0] in came and spoke(k), group.answered)
    secret = Secret(people, {item: {"5"} for item in ITEMS})
    judge(secret, known, gone, seed)
    return len(gone)


def merged(asked):
    """Return the people of both wordings, warm and cold together."""
    people = Counter()
    for wording, found in asked.items():
        for ((path, _warm), said), n in found.items():
            people[(wording, path), said] += n
    return people


def cells():
    """Return each cell of both departments' tables, as whoever shows them reads it."""
    for side in SIDES:
        for row in tables.quarter(until=MARCH, dimension=side):
            yield from ((side, row, item) for item in (RESPONSE, *row.items))


def numbers(row, item):
    """Return the numbers of a cell; nothing where it is hidden."""
    if item == RESPONSE:
        return row.response
    found = row.items[item]
    if found is None:
        return None
    return {**{str(step): n for step, n in found.steps}, BLANK: found.blank}
