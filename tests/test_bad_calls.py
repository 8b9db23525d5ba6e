"""What a program sends that cannot be used: never a crash, always a sentence."""

import json
from functools import partial

import pytest

from tests.calls import Caller
from tests.matrix.asking import ask
from tests.matrix.endpoints import ENDPOINTS, INSIDE
from tests.matrix.nonsense import judge_strangers, judge_words
from tests.matrix.routes import every_route
from tests.matrix.steps import STEPS
from tests.matrix.tried import TRIED, build_case, target_of
from tests.matrix.trying import careful
from tests.matrix.watching import done_by
from tests.matrix.world import database, undone

__all__ = ["database"]

UNSAFE = ("post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def world(database):
    return build_case()


@pytest.mark.parametrize(("noun", "name"), TRIED)
def test_a_call_says_what_is_wrong(world, noun, name):
    step = STEPS[noun][name]
    with undone():
        address = step.api.format(target_of(world, noun, name, step))
        words = step.words(world)
        if step.page == "case-open":
            words["citizen"] = world.case.citizen_id
        program = Caller(getattr(world, step.by))
        wrong = judge_words(program, address, words)
        wrong += judge_strangers(program, address, words)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("name", "endpoint"),
    [
        pytest.param(name, endpoint, id=f"{name}{where}")
        for where, table in (("", ENDPOINTS), ("inside", INSIDE))
        for name, endpoint in table.items()
    ],
)
def test_every_other_call_does_the_same(world, name, endpoint):
    with undone():
        address = name.format(pk=endpoint.about(world))
        program = Caller(getattr(world, endpoint.by))
        words = endpoint.said(world)
        said = json.dumps(endpoint.body(words))
        good, _left = done_by(partial(program.send, address, said))
        assert good.status_code in {200, 201}, good.content
        wrong = judge_words(program, address, words, endpoint.body)
        wrong += judge_strangers(program, address, endpoint.body(words))
    assert not wrong, "\n".join(wrong)


def test_every_endpoint_that_takes_words_is_tried(world):
    """Whoever adds an endpoint that changes something adds it to a table."""
    tried = {STEPS[noun][name].api.replace("{}", "{pk}") for noun, name in TRIED}
    tried = {f"/api/v1/{address}" for address in {*tried, *ENDPOINTS, *INSIDE}}
    client, taking = careful(world.jonas), set()
    for address, route in every_route().items():
        for method in UNSAFE if route.is_api else ():
            with undone():
                if ask(client, method, route, 1).status_code != 405:
                    assert method == "post", address
                    taking.add(address)
    assert taking == tried
