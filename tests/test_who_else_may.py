"""Every form and call that is no step, with valid words, by everybody."""

import json
from functools import partial

import pytest
from django.urls import reverse

from cases.case import actions as case_actions
from tests.calls import Caller
from tests.matrix.buttons import BUTTONS
from tests.matrix.endpoints import ENDPOINTS
from tests.matrix.everybody import build_everybody
from tests.matrix.form import filled_in
from tests.matrix.forms import FORMS
from tests.matrix.nonsense import forget_outside
from tests.matrix.trying import browser
from tests.matrix.turns import in_turn
from tests.matrix.watching import done_by
from tests.matrix.who_else_may import CALLS, PAGES
from tests.matrix.who_may import PEOPLE
from tests.matrix.world import database, undone

__all__ = ["database"]

KEPT_OUT = {403, 404}
# What is not offered to somebody, or not needed by them, is told with a sentence.
NOT_OFFERED = {"deputies": 422, "emergencies/": 409}
# Seen by nobody else, so that everybody else sends it for nothing.
TAKEN_FOR_NOTHING = {"visits/sealed/": 200}


@pytest.fixture(scope="module")
def world(database):
    world = build_everybody()
    case_actions.coordinate(
        world.case, by=world.jonas, coordinator=world.kim, deputy=world.dorte
    )
    return world


def judge(where, name, answer, left, *, may):
    """Return what is wrong with the answer to somebody who may, or who may not."""
    status = answer.status_code
    if may:
        return [] if status < 400 else [f"{where}: {status}"]
    expected = {*KEPT_OUT, NOT_OFFERED.get(name), TAKEN_FOR_NOTHING.get(name)}
    kept_out = status in expected and not left
    return [] if kept_out else [f"{where}: {status}, {sorted(left)}"]


@pytest.mark.parametrize("name", PAGES)
def test_exactly_who_may_fills_in_the_form(world, name):
    form = FORMS.get(name) or BUTTONS[name]
    wrong = []
    with undone():
        address = reverse(name, args=form.about(world))
        words = partial(form.words, world) if form.words else dict
        if name in FORMS and form.words is None:
            words = filled_in(browser(getattr(world, form.by)).get(address))
        for role, who in in_turn(PEOPLE.items(), len(name), of=3):
            world.me = getattr(world, who)
            client = browser(world.me)
            answer, left = done_by(lambda client=client: client.post(address, words()))
            forget_outside()
            wrong += judge(role, name, answer, left, may=role in PAGES[name])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", CALLS)
def test_exactly_who_may_makes_the_call(world, name):
    endpoint = ENDPOINTS[name]
    wrong = []
    with undone():
        address = name.format(pk=endpoint.about(world))
        said = json.dumps(endpoint.body(endpoint.said(world)))
        for role, who in in_turn(PEOPLE.items(), len(name), of=3):
            program = Caller(getattr(world, who))
            answer, left = done_by(partial(program.send, address, said))
            wrong += judge(role, name, answer, left, may=role in CALLS[name])
    assert not wrong, "\n".join(wrong)


def test_every_form_and_call_has_a_row():
    """What takes words at all stands in these tables, see test_bad_input."""
    assert PAGES.keys() == FORMS.keys() | BUTTONS.keys()
    assert CALLS.keys() == ENDPOINTS.keys()
