"""Every address, for every role: one's own, another department's, an unknown number."""

from functools import partial
from types import SimpleNamespace

import pytest
from django.db import connection

from cases.case import actions as case_actions
from cases.consent import actions as consent_actions
from coordination.models import Membership
from coordination.organisation import deactivate
from tests.matrix.asking import METHODS, ask, leaks, methods_of, plain
from tests.matrix.buttons import BUTTONS
from tests.matrix.roles import (
    FOR_ANYBODY,
    MARKERS,
    OPEN_HOLES,
    READS,
    SEES,
    WHO,
    kind_of,
)
from tests.matrix.routes import every_route
from tests.matrix.steps import STEPS
from tests.matrix.trying import browser, steps_taken
from tests.matrix.turns import in_turn
from tests.matrix.watching import A_LOOK, done_by, written
from tests.matrix.world import (
    arrange_deputy,
    build_world,
    database,
    furnish,
    let_in,
    open_case,
    refresh,
    tell,
    undone,
)

__all__ = ["database"]

UNKNOWN = 987654321
ROUTES = every_route()
HOLED = [
    route
    for address, route in ROUTES.items()
    if route.holes and address not in OPEN_HOLES and kind_of(address)
]
WHOLE = [r for r in ROUTES.values() if not r.holes]
# No worker runs beside these tests, and the page for the watching machine says so.
ANSWER_503 = {"/health/ready/"}
# It takes a second, and says the same to everybody.
DESCRIBES_ALL = {"/api/schema/"}
FOUND = {200, 302, 403, 405, 409, 400, 415, 422}

# Steps that need no words although they take some, each with what happens then.
EMPTY_IS_ENOUGH = {
    "/cases/{pk}/charter/": "each part of it may be emptied",
    "/measures/{pk}/call/": "that one has called needs no words",
    "/outings/{pk}/come-back/": "one's own return needs no words",
    "/api/v1/outings/{pk}/come-back/": "one's own return needs no words",
    "/api/v1/outings/{pk}/extend/": "by half an hour, if nothing else is said",
    "/api/v1/citizens/{pk}/correct/": "what is not named stays as it is",
}

SEARCHES = ("/?q=Zyx", "/?q=Karla", "/?view=department", "/?view=incoming")

each_role = pytest.mark.parametrize("role", SEES)


@pytest.fixture(scope="module")
def world(database):
    world = build_world()
    ours = open_case(world, parties=("psychiatry", "school"), mark="Zyxcase")
    case_actions.coordinate(
        ours, by=world.kim, coordinator=world.kim, deputy=world.dorte
    )
    consent_actions.withdraw(let_in(world, ours, world.addiction), by=world.jonas)
    world.ours = furnish(
        world,
        ours,
        by="jonas",
        home="jobs",
        receiver="housing",
        lender="corps",
        mentor="mona",
    )
    theirs = open_case(
        world, by="fie", home="family", parties=("helpers",), mark="Zyxcase"
    )
    world.theirs = furnish(
        world,
        theirs,
        by="fie",
        home="family",
        receiver="annex",
        lender="helpers",
        mentor="hugo",
    )
    world.ours.message = tell(world.hanne, world.ours.handover)
    world.theirs.message = tell(world.fie, world.theirs.handover)
    world.ours.deputyship = arrange_deputy(world, "jonas", "jytte")
    world.theirs.deputyship = arrange_deputy(world, "fie", "frida")
    world = refresh(world)
    with undone():
        world.routed = {r.address: methods_of(r, world.jonas, UNKNOWN) for r in HOLED}
    return world


def thing(parts, kind):
    """Return the number of our or their thing of a kind."""
    names = {"day": "mentorship", "own visit": "visit"}
    names["planned visit"] = "planned"
    return getattr(parts, names.get(kind, kind)).pk


def numbers(world, route):
    kind = kind_of(route.address)
    return SimpleNamespace(
        kind=kind,
        ours=thing(world.ours, kind),
        theirs=thing(world.theirs, kind),
    )


def test_every_address_is_in_the_matrix():
    """An address that nobody has thought about fails here."""
    for address, route in ROUTES.items():
        if route.holes:
            assert kind_of(address) or address in OPEN_HOLES, address


# A method that an address does not have is refused before anybody is looked at.
REFUSED_TO_ALL = {"put", "patch", "delete", "post", "get"}
ASK_EVERYTHING = {"outsider", "holder"}
LOOK_AT_ALL = {*ASK_EVERYTHING, "leader elsewhere", "administrator"}


@each_role
def test_nobody_learns_what_exists_elsewhere(world, role):
    """What is hidden answers every method exactly as a number that nothing has.

    That such a number is not found is asked as two of the roles; as another only
    where the answer is not the one that this role has had to such a number before.
    The others try the methods that are no look by turns.
    """
    client = browser(getattr(world, WHO[role]))
    before, wrong, known = steps_taken(), [], {}
    for turn, route in enumerate(HOLED, len(role)):
        where = numbers(world, route)
        hidden = where.theirs if where.kind in SEES[role] else where.ours
        others = METHODS if role in ASK_EVERYTHING else in_turn(METHODS, turn)
        for method in dict.fromkeys(["get", *others]):
            place = f"{method} {route}"
            if method in world.routed[route.address]:
                answer = ask(client, method, route, hidden)
                found = plain(answer, route.at(hidden))
                if role in ASK_EVERYTHING or known.get((method, route.is_api)) != found:
                    nowhere = plain(
                        ask(client, method, route, UNKNOWN), route.at(UNKNOWN)
                    )
                    known[method, route.is_api] = nowhere
                    wrong += [f"{place}: {found[0]}"] if found != nowhere else []
            elif method not in REFUSED_TO_ALL or role in ASK_EVERYTHING:
                answer = ask(client, method, route, where.ours)
                wrong += [] if answer.status_code == 405 else [place]
            else:
                continue
            wrong += leaks(answer, place)
    assert steps_taken() == before
    assert not wrong, "\n".join(wrong)


@each_role
def test_what_is_ones_own_is_found_and_no_more_of_it_is_shown(world, role):
    """Looking shows what the role may read, and writes only that somebody looked."""
    client = browser(getattr(world, WHO[role]))
    own = [r for r in HOLED if numbers(world, r).kind in SEES[role]]
    places = [(route.at(numbers(world, route).ours), True) for route in own]
    turn = list(WHO).index(role)
    whole = WHOLE if role in LOOK_AT_ALL else in_turn(WHOLE, turn, of=3)
    left_out = ANSWER_503 | (DESCRIBES_ALL if role != "outsider" else set())
    places += [(r.address, False) for r in whole if r.address not in left_out]
    places += [(address, False) for address in SEARCHES]
    wrong, shown = [], set()
    with written() as tables:
        for address, mine in places:
            with undone():
                answer = client.get(address)
            if answer.status_code >= 500 or (mine and answer.status_code not in FOUND):
                wrong.append(f"{address}: {answer.status_code}")
            body = answer.content.decode(errors="replace")
            found = {marker for marker in MARKERS if marker in body}
            wrong += [f"{address}: shows {m}" for m in sorted(found - READS[role])]
            shown |= found
    assert not wrong, "\n".join(wrong)
    assert tables <= A_LOOK
    # the list says no more than what is really shown
    assert shown == READS[role]


@each_role
def test_an_empty_form_does_only_what_needs_no_words(world, role):
    """Every other one comes back, and leaves every row as it was."""
    client = browser(getattr(world, WHO[role]))
    own = [route for route in HOLED if numbers(world, route).kind in SEES[role]]
    wrong = []
    for route in own if role in ASK_EVERYTHING else in_turn(own, len(role)):
        where = numbers(world, route)
        methods = world.routed[route.address] - {"get", "head", "options"}
        for method in sorted(methods):
            send = partial(ask, client, method, route, where.ours)
            answer, left = done_by(send)
            if answer.status_code not in FOUND | {201, 412}:
                wrong.append(f"{method} {route}: {answer.status_code}")
            done = answer.status_code < 400 and needs_no_words(world, route)
            if left and not done:
                wrong.append(f"{method} {route}: {answer.status_code}, {sorted(left)}")
            wrong += leaks(answer, f"{method} {route}", MARKERS - READS[role])
    assert not wrong, "\n".join(wrong)


def needs_no_words(world, route):
    """Say whether an empty form is all that is asked for at an address."""
    if route.address in EMPTY_IS_ENOUGH or route.name in BUTTONS:
        return True
    steps = [step for noun in STEPS.values() for step in noun.values()]
    here = [
        step
        for step in steps
        if step.page == route.name or f"/api/v1/{step.api}" == at_holes(route)
    ]
    return any(not step.form(world) for step in here)


def at_holes(route):
    return route.address.replace("{pk}", "{}")


def test_strangers_are_asked_to_sign_in(world):
    strangers_find_nothing(world, browser(None), METHODS)


def test_somebody_deactivated_is_a_stranger(world):
    client = browser(world.pia)
    with undone():
        deactivate(world.pia, by=None)
        strangers_find_nothing(world, client, ["get"])


def strangers_find_nothing(world, client, methods):
    wrong = []
    for address, route in ROUTES.items():
        if address in FOR_ANYBODY:
            continue
        holed = route in HOLED
        number = numbers(world, route).ours if holed else 1
        for method in methods:
            answer = ask(client, method, route, number)
            signs_in = (
                answer.status_code == 302 and "/account/login/" in answer["Location"]
            )
            if not signs_in and answer.status_code not in {401, 405}:
                wrong.append(f"{method} {address}: {answer.status_code}")
            wrong += leaks(answer, f"{method} {address}")
            if holed:
                nowhere = ask(client, method, route, UNKNOWN)
                if plain(nowhere, route.at(UNKNOWN)) != plain(answer, route.at(number)):
                    wrong.append(f"{method} {address}: tells what exists")
    assert not wrong, "\n".join(wrong)


def test_the_list_of_open_addresses_has_no_dead_entries():
    assert set(FOR_ANYBODY) <= set(ROUTES)
    assert set(EMPTY_IS_ENOUGH) <= set(ROUTES)
    assert set(OPEN_HOLES) <= set(ROUTES)


def test_the_counters_see_a_write(world):
    """Without this, a counter that is switched off would prove everything."""
    with undone(), written() as tables:
        Membership.objects.filter(user=world.jonas).update(role="leader")
    assert tables == {"coordination_membership"}
    assert connection.in_atomic_block
