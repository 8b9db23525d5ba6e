"""Every state and every step: called directly, on its page and over HTTP."""

import pytest
from django.core.management import call_command
from django.utils import translation

from cases.consent import actions as consent_actions
from coordination import machines
from coordination.workflow import perform
from tests.environment import proving
from tests.matrix.spoils import SPOILS, UNREACHABLE
from tests.matrix.steps import STEPS
from tests.matrix.subjects import MODELS, make
from tests.matrix.trying import (
    DONE,
    FORBIDDEN,
    HIDDEN,
    REFUSED,
    directly,
    on_page,
    over_http,
    steps_taken,
)
from tests.matrix.world import build_world, database, open_case, refresh, undone

__all__ = ["database"]


def states(noun):
    return ["new", *MODELS[noun].State.values]


def sources(noun, step):
    rows = machines.rows(MODELS[noun])
    return {row.source for row in rows if row.step == step}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def world(database):
    world = build_world()
    world.case = open_case(world, parties=("housing", "psychiatry"))
    consent_actions.give(
        world.case, by=world.jonas, kind="shared_plan", purpose="En fælles plan"
    )
    return refresh(world)


def ways_of(step, noun, state, subject):
    """Return the ways in which the step can be tried on a thing in this state."""
    own_page = step.page and (not step.begins or noun in {"charter", "plan"})
    reachable = own_page or state == "new"
    if noun == "case" or step.afresh:
        reachable = (state == "new") == step.afresh
    elif state == "new":
        reachable = step.begins
    return ["direct", *(["page"] if step.page and reachable else [])] + (
        ["api"] if step.api and reachable else []
    )


def by_turns(ways, turn, *, allowed):
    """Return all ways of a step that succeeds, and of one that is refused, two.

    Page and API ask the same action: what it refuses, one of them is told and then
    the other. `make prove` tries them all.
    """
    if allowed or proving() or len(ways) < 3:
        return ways
    direct, *others = ways
    return [direct, others[turn % 2]]


def try_it(way, name, step, noun, state, world, subject):
    """Take the step in this way, by who is entitled or, unseen by them, a witness."""
    creates = step.begins and (state == "new" or noun in {"charter", "plan"})
    opens = step.afresh and state == "new"
    person = entitled = getattr(world, step.by)
    if not creates and not opens and not sees(person, noun, subject):
        person = world.jonas
    target = place_of(step, world, subject) if creates else subject
    if way != "direct":
        pk = None if opens else target.pk
        return {"page": on_page, "api": over_http}[way](step, world, pk, person)
    by_action = creates or opens or (subject.pk and not step.begins and not step.afresh)
    if by_action and person == entitled:
        return directly(step, world, target)
    return directly(step, world, getattr(subject, name), user=person)


def place_of(step, world, subject):
    """Return what a step that begins something is addressed by."""
    return subject.mentorship if step.on_mentorship else world.case


def sees(person, noun, subject):
    """Say whether the person sees the thing; nobody sees what is not stored."""
    if subject.pk is None:
        return False
    return MODELS[noun].objects.visible_to(person).filter(pk=subject.pk).exists()


CELLS = [(noun, state) for noun in STEPS for state in states(noun)]


@pytest.mark.parametrize(("noun", "state"), CELLS, ids=lambda value: value)
def test_a_step_succeeds_exactly_where_the_table_has_it(world, noun, state):
    wrong = []
    with undone():
        subject = make(world, noun, state)
        steps = enumerate(STEPS[noun].items(), states(noun).index(state))
        for turn, (name, step) in steps:
            allowed = state in sources(noun, name) and state not in step.never_in
            if not step.by:
                wrong += clocks_step(world, subject, name, allowed=allowed)
                continue
            ways = ways_of(step, noun, state, subject)
            for way in by_turns(ways, turn, allowed=allowed):
                with undone():
                    thing = again(subject)
                    if allowed and step.prepare:
                        step.prepare(world, thing)
                    before = steps_taken()
                    got = try_it(way, name, step, noun, state, world, thing)
                    changed = steps_taken() != before
                expected = DONE if allowed else REFUSED
                if got.what != expected or changed != allowed:
                    wrong.append(f"{name} {way}: {got.what}, not {expected}")
                elif way != "direct" and state not in ("new", *step.never_in):
                    wrong += unsaid(name, way, got, noun, subject)
    assert not wrong, "\n".join(wrong)


def again(subject):
    if subject.pk is None:
        return subject
    return type(subject).objects.get(pk=subject.pk)


def unsaid(name, way, got, noun, subject):
    """Complain when the sentence for the state is not in the answer."""
    sentence = subject.too_late.get(subject.state)
    if got.what == REFUSED and sentence and str(sentence) not in got.words:
        return [f"{name} {way}: does not say “{sentence}”"]
    return []


def clocks_step(world, subject, name, *, allowed):
    """Take a step that is the clock's alone: nobody else may, and only in its state."""
    found = []
    if subject.pk is None and name in {"hold", "lay_aside"}:
        return found
    with undone():
        got = directly(None, world, getattr(again(subject), name), user=world.jonas)
    if got.what not in ({FORBIDDEN, HIDDEN} if allowed else {REFUSED, HIDDEN}):
        found.append(f"{name} by a person: {got.what}")
    with undone():
        try:
            told = STEPS[subject.noun()][name].needs(subject, world)
            perform(getattr(again(subject), name), by=None, **told)
            done = True
        except Exception:
            done = False
    if done != allowed:
        found.append(f"{name} by the clock: {done}, not {allowed}")
    return found


def test_every_noun_and_step_is_here():
    """Whoever adds a noun or a step says here how it is taken."""
    known = {model.noun(): model for model in machines.workflows()}
    assert set(known) == set(STEPS)
    for noun, steps in STEPS.items():
        assert {row.step for row in machines.rows(known[noun])} == set(steps), noun


SPOILED = [
    (noun, step, condition)
    for (noun, step), spoils in SPOILS.items()
    for condition in spoils
]


@pytest.mark.parametrize(("noun", "step", "condition"), SPOILED, ids=lambda v: v)
def test_an_unmet_condition_says_its_sentence(world, noun, step, condition):
    spoil = SPOILS[noun, step][condition]
    taken, state = spoil.step or STEPS[noun][step], spoil.state
    with undone():
        subject = make(world, noun, state)
        if spoil.how:
            subject = spoil.how(world, subject) or subject
        for way in ways_of(taken, noun, state, subject):
            with undone():
                before = steps_taken()
                got = try_it(way, step, taken, noun, state, world, again(subject))
                assert steps_taken() == before, way
            # what the form does not let one say is named before the step is tried
            if (way, got.what) in {("page", "422"), ("api", "400")}:
                continue
            assert got.what == REFUSED, (way, got.what)
            assert sentence_of(noun, step, condition) in got.words, way


def sentence_of(noun, step, condition):
    conditions = [
        c for t in transitions(MODELS[noun]) if t.name == step for c in t.conditions
    ]
    with translation.override("en"):
        return next(str(c.because) for c in conditions if c.__name__ == condition)


def test_every_condition_is_spoiled_once():
    asked = {
        (model.noun(), row.name, condition.__name__)
        for model in machines.workflows()
        for row in transitions(model)
        for condition in row.conditions
    }
    spoiled = {*SPOILED, *UNREACHABLE}
    assert asked == spoiled


def transitions(model):
    field = next(f for f in model._meta.fields if f.name == "state")
    return field.get_all_transitions(model)


def test_the_diagrams_are_those_of_the_code():
    call_command("states", "--check")
