"""From answers to counts, on rows that are in no database."""

import random
from collections import Counter, defaultdict

from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    RESPONSE,
    SENT,
    count,
)
from feedback.answer.models import Intake
from feedback.answer.publishing import SMALL_TABLES
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.mode import Mode
from feedback.invitation.models import Invitation

WAYS = ("mode", "language")


def drawn(rng, *, in_round=False):
    """Return somebody who was asked, as the tables know them."""
    return {
        "instrument": HANDOVER_PULSE,
        "giver": None if in_round else rng.randint(1, 3),
        "warm": None if in_round else rng.random() < 0.5,
        "receiver": rng.randint(1, 3),
        "mentor": rng.random() < 0.2,
        "course_band": rng.choice(["", "under_3_months"]),
        "departments": rng.randint(2, 7),
        "target_group": rng.choice(["", "young"]),
    }


def ask(seed, *, n=60, in_round=False):
    """Ask people; some answer, in whatever way and language they like."""
    rng = random.Random(seed)
    asked, kept = [], []
    for _ in range(n):
        facts = drawn(rng, in_round=in_round)
        state = rng.choice(["answered", "answered", "expired", "bounced", "opted_out"])
        asked.append(
            Invitation(
                state=state,
                mode=rng.choice(["web", "letter"]),
                language=rng.choice(["da", "en"]),
                **facts,
            )
        )
        if state == "answered":
            kept.append(
                Intake(
                    mode=rng.choice(Mode.values),
                    language=rng.choice(["da", "en", "ar"]),
                    answers={item.code: "4" for item in load(HANDOVER_PULSE).items},
                    **facts,
                )
            )
    return asked, kept


def of_response(cells):
    """Return who was asked and who answered, by dimension and value."""
    found = defaultdict(Counter)
    for cell, n in cells.items():
        if cell.item == RESPONSE:
            found[cell.dimension, cell.value][cell.category] += n
    return found


def test_no_cell_has_more_answers_than_asked_and_every_table_adds_up():
    for seed in range(200):
        asked, kept = ask(seed)
        found = of_response(count(asked, kept))
        total = found["total", ""]
        assert total[INVITED] == len(asked)
        assert total[ANSWERED] == len(kept)
        sums = defaultdict(Counter)
        for (dimension, _value), n in found.items():
            assert n[ANSWERED] + n[BOUNCED] <= n[INVITED], (seed, dimension, _value)
            sums[dimension].update(n)
        assert set(sums) == {"total", "path", *SMALL_TABLES}
        assert all(each == total for each in sums.values())


def test_who_answers_another_way_than_asked_is_counted_where_they_answer():
    rng = random.Random(1)
    facts = drawn(rng)
    asked = [Invitation(state="answered", mode="web", language="da", **facts)]
    kept = [Intake(mode="phone", language="ar", answers={}, **facts)]
    found = of_response(count(asked, kept))
    once = {INVITED: 1, SENT: 1, ANSWERED: 1}
    assert found["mode", "phone"] == found["language", "ar"] == once
    assert not {value for dimension, value in found if dimension in WAYS} & {
        "web",
        "da",
    }


def test_what_is_not_known_of_somebody_is_a_group_of_its_own():
    asked, kept = ask(3)
    found = of_response(count(asked, kept))
    assert ("target_group", "unknown") in found
    assert ("course_band", "unknown") in found
    assert ("departments", "5+") in found


def test_in_a_round_there_is_a_receiver_and_no_giver():
    asked, kept = ask(5, in_round=True)
    found = of_response(count(asked, kept))
    dimensions = {dimension for dimension, _value in found}
    assert dimensions == {"total", "receiver", *SMALL_TABLES} - {"warm"}


def test_of_people_nobody_asked_only_the_way_is_known():
    kept = [
        Intake(instrument=HANDOVER_PULSE, mode="tablet", language="da", answers={})
        for _ in range(4)
    ]
    found = of_response(count([], kept))
    assert found == {
        ("total", ""): {ANSWERED: 4},
        ("mode", "tablet"): {ANSWERED: 4},
        ("language", "da"): {ANSWERED: 4},
    }
