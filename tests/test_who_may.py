"""Every step, with valid words, by everybody: exactly who may takes it."""

from dataclasses import replace

import pytest
from django.utils import translation

from cases.case import actions as case_actions
from coordination import machines
from tests.environment import proving
from tests.matrix.everybody import build_everybody
from tests.matrix.steps import STEPS
from tests.matrix.subjects import MODELS, make
from tests.matrix.trying import (
    DONE,
    FORBIDDEN,
    HIDDEN,
    on_page,
    over_http,
    steps_taken,
)
from tests.matrix.turns import in_turn
from tests.matrix.who_may import PEOPLE, WHO_MAY
from tests.matrix.world import (
    database,
    undone,
)

__all__ = ["database"]

KEPT_OUT = {FORBIDDEN, HIDDEN}
WAYS = {"page": on_page, "api": over_http}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def world(database):
    return build_everybody()


def state_for(noun, name):
    """Return a state in which the step is possible, the coordinated one first."""
    rows = machines.rows(MODELS[noun])
    possible = {row.source for row in rows if row.step == name}
    possible -= set(STEPS[noun][name].never_in)
    return min(possible, key=lambda state: (state != "coordinated", state == "new"))


def ready_for(world, noun, name):
    """Return what the step is taken on, with everything it needs besides a person."""
    state = state_for(noun, name)
    if (noun, state) != ("case", "open"):
        case_actions.coordinate(
            world.case, by=world.jonas, coordinator=world.kim, deputy=world.dorte
        )
    coordinated = (noun, state) == ("case", "coordinated")
    subject = world.case if coordinated else make(world, noun, state)
    if STEPS[noun][name].prepare:
        STEPS[noun][name].prepare(world, subject)
    if STEPS[noun][name].on_case:
        return world.case.pk
    if state != "new":
        return subject.pk
    place = subject.mentorship if STEPS[noun][name].on_mentorship else world.case
    return None if STEPS[noun][name].afresh else place.pk


def in_own_words(step, person):
    """Return the step as this person would take it, from their own department."""
    if step.page not in OWN_WORDS:
        return step
    words = OWN_WORDS[step.page](person.seats[0].department_id)
    return replace(step, typed=lambda world: {**step.typed(world), **words})


# A case is opened on its page: the API opens one for a citizen whom one may see.
OWN_WORDS = {
    "case-open": lambda seat: {"department": seat},
    # it does not count as the last contact, so nobody is asked about the baton
    "case-contact": lambda seat: {"department": seat, "kind": "note"},
    # who is not out says how they know
    "outing-extend": lambda _seat: {"heard": "Talt sammen"},
}
# What a form does not offer cannot be chosen: it comes back as it was.
NOT_OFFERED = {("case", "open"): "422", ("contact", "log"): "422"}


def ways_for(step, turn):
    """Return the ways in which to ask: by turns, and in all of them when proving."""
    if step.page in OWN_WORDS:
        return ["page"]
    return list(WAYS) if proving() else [list(WAYS)[turn % 2]]


ASKED = [(noun, name) for noun, steps in WHO_MAY.items() for name in steps]


@pytest.mark.parametrize(("noun", "name"), ASKED, ids=lambda value: value)
def test_exactly_who_may_takes_the_step(world, noun, name):
    """Others are refused, or do not find it, and nothing is on record.

    `make test` asks every third of the people, beginning elsewhere at each step; alike
    ones stand side by side in the table, so each kind is asked.
    """
    wrong = []
    with undone():
        pk = ready_for(world, noun, name)
        everybody = enumerate(PEOPLE.items())
        for turn, (role, who) in in_turn(everybody, len(name), of=3):
            person, may = getattr(world, who), role in WHO_MAY[noun][name]
            step = in_own_words(STEPS[noun][name], person)
            for way in ways_for(step, turn):
                before = steps_taken()
                with undone():
                    got = WAYS[way](step, world, pk, person).what
                    taken = steps_taken() > before
                expected = (
                    {DONE}
                    if may
                    else {FORBIDDEN, HIDDEN, NOT_OFFERED.get((noun, name))}
                )
                if got not in expected or taken != may:
                    wrong.append(f"{way} by {role}: {got}, taken: {taken}")
    assert not wrong, "\n".join(wrong)


def test_every_step_that_people_take_has_a_row():
    assert WHO_MAY.keys() == STEPS.keys()
    for noun, steps in STEPS.items():
        assert {name for name, step in steps.items() if step.by} == set(WHO_MAY[noun])
