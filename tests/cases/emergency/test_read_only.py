"""An emergency opens a case to be read: no step on anything of it is permitted."""

import pytest

from cases.consent import actions as consent_actions
from cases.emergency import actions
from cases.handover import actions as handover_actions
from cases.plan import actions as plan_actions
from tests.cast import with_seats
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
from tests.matrix.turns import in_turn
from tests.matrix.world import (
    build_world,
    database,
    in_days,
    open_case,
    refresh,
    undone,
)

__all__ = ["database"]

WAYS = {"page": on_page, "api": over_http}
REASON = "Borgeren står på gaden i nat og har brug for sin medicin."


@pytest.fixture(scope="module")
def world(database):
    world = build_world()
    world.case = open_case(world, parties=("housing", "psychiatry"))
    consent_actions.give(
        world.case, by=world.jonas, kind="shared_plan", purpose="En fælles plan"
    )
    return refresh(world)


def taken(noun, subject, world):
    """Yield what came of each step that a person may take, in each way it can be taken.

    `make test` asks on the page and over HTTP by turns, besides the step itself.
    """
    for turn, (name, step) in enumerate(STEPS[noun].items(), len(str(subject.state))):
        if not step.by or step.page == "case-open":
            continue
        if step.on_case != (subject.pk is None):
            continue
        target = world.case if step.on_case else subject
        for way, take in in_turn(WAYS.items(), turn, of=2):
            with undone():
                yield name, way, take(step, world, target.pk, world.outsider)
        if subject.pk and not step.on_case:
            bound = getattr(type(subject).objects.get(pk=subject.pk), name)
            with undone():
                yield name, "direct", directly(step, world, bound, user=world.outsider)


CELLS = [
    (noun, state)
    for noun in STEPS
    if noun == "case" or hasattr(MODELS[noun], "case")
    for state in ["new", *MODELS[noun].State]
    if (noun, state) != ("case", "new") and noun != "heldvisit"
]


@pytest.mark.parametrize(("noun", "state"), CELLS, ids=str)
def test_no_step_is_permitted(world, noun, state):
    wrong = []
    with undone():
        subject = make(world, noun, str(state))
        actions.open_case(world.case, by=world.outsider, reason=REASON)
        for name, way, got in taken(noun, subject, world):
            if got.what not in {FORBIDDEN, REFUSED, HIDDEN, "422", "400"}:
                wrong.append(f"{name} {way}: {got.what}")
    assert not wrong, "\n".join(wrong)


def test_not_even_what_one_could_do_without_it(world):
    """A task of one's own, a baton one once had: while the emergency runs, one reads"""
    with undone():
        task = plan_actions.add(
            world.case,
            by=world.jonas,
            what="Ring til Karla",
            responsible=with_seats(world.outsider),
            due_on=in_days(2),
        )
        offer = handover_actions.offer(
            world.case,
            by=world.jonas,
            receiver=world.culture,
            basis="statute",
            basis_text="Serviceloven § 85",
        )
        actions.open_case(world.case, by=world.outsider, reason=REASON)
        before = steps_taken()
        for thing in (task.finish, task.drop, offer.accept):
            assert directly(None, world, thing, user=world.outsider).what == FORBIDDEN
        assert steps_taken() == before


def test_what_can_be_read_is_the_core_and_the_notes(world):
    from cases.case.models import Case
    from coordination.access import Section, granted

    with undone():
        part = actions.open_case(world.case, by=world.outsider, reason=REASON)
        reader = with_seats(world.outsider)
        opened = {
            section.value
            for section in Section
            if Case.objects.filter(granted(reader, section), pk=world.case.pk).exists()
        }
        assert opened == {"core", "notes"} == set(part.sections)


def test_the_way_to_end_it_is_open(world):
    with undone():
        part = actions.open_case(world.case, by=world.outsider, reason=REASON)
        step = STEPS["involvement"]["end"]
        got = on_page(step, world, part.pk, world.outsider)
        assert got.what == DONE
