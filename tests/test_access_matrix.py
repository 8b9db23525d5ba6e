"""Every address, for every role: one's own, another department's, an unknown number."""

import os
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client

from cases.case import actions as case_actions
from cases.consent import actions as consent_actions
from cases.involvement import actions as involvement_actions
from coordination.models import Event, Membership
from coordination.organisation import deactivate, leave
from tests.calls import Caller
from tests.matrix.roles import (
    FOR_ANYBODY,
    KINDS,
    MARKERS,
    OPEN_HOLES,
    READS,
    SEES,
    WHO,
    kind_of,
)
from tests.matrix.routes import every_route
from tests.matrix.trying import browser
from tests.matrix.watching import A_LOOK, plain, written
from tests.matrix.world import (
    arrange_deputy,
    build_world,
    database,
    furnish,
    open_case,
    refresh,
    tell,
    undone,
)

__all__ = ["database"]

UNKNOWN = 987654321
ROUTES = every_route()
HOLED = [r for a, r in ROUTES.items() if r.holes and a not in OPEN_HOLES]
WHOLE = [r for r in ROUTES.values() if not r.holes]
# No worker runs beside these tests, and the page for the watching machine says so.
ANSWER_503 = {"/health/ready/"}
FOUND = {200, 302, 403, 405, 409, 400, 415, 422}

each_role = pytest.mark.parametrize("role", SEES)


@pytest.fixture(scope="module")
def world(database):
    world = build_world()
    ours = open_case(world, parties=("psychiatry", "school"), mark="Zyxcase")
    case_actions.coordinate(
        ours, by=world.kim, coordinator=world.kim, deputy=world.dorte
    )
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
    return refresh(world)


def thing(parts, kind):
    """Return the number of our or their thing of a kind."""
    names = {"day": "mentorship", "own visit": "visit"}
    names |= {"own plan": "planned", "planned visit": "planned"}
    return getattr(parts, names.get(kind, kind)).pk


def numbers(world, route):
    kind = kind_of(route.address)
    return SimpleNamespace(
        kind=kind,
        ours=thing(world.ours, kind),
        theirs=thing(world.theirs, kind),
        unknown=UNKNOWN,
    )


def ask(client, method, route, number):
    """Send one request without words."""
    address = route.at(number)
    if method == "post" and route.is_api:
        return client.post(address, "{}", content_type="application/json")
    return getattr(client, method)(address)


def taken():
    return Event.objects.exclude(kind__endswith=".read").count()


def test_every_address_is_in_the_matrix():
    """An address that nobody has thought about fails here."""
    for address, route in ROUTES.items():
        if route.holes:
            known = any(address.startswith(start) for start, _kind in KINDS)
            assert known or address in OPEN_HOLES, address


# `make prove` asks every role in every way; `make test` those who differ.
METHODS = ("get", "post", "head", "options")
ASKED = [
    (role, method)
    for role in SEES
    for method in METHODS
    if method == "get"
    or os.environ.get("STAFET_PROVE")
    or (role in {"outsider", "receiver", "mentor"} and method == "post")
    or role == "outsider"
]


@pytest.mark.parametrize(("role", "method"), ASKED)
def test_nobody_learns_what_exists_elsewhere(world, role, method):
    client = browser(getattr(world, WHO[role]))
    before, wrong = taken(), []
    for route in HOLED:
        where = numbers(world, route)
        foreign = where.kind not in SEES[role] | {"message", "deputyship"}
        hidden = ["ours"] if foreign else ["theirs"]
        if os.environ.get("STAFET_PROVE") and foreign:
            hidden.append("theirs")
        nowhere = ask(client, method, route, where.unknown)
        unknown = plain(nowhere, route.at(where.unknown))
        for whose in hidden:
            number = getattr(where, whose)
            answer = ask(client, method, route, number)
            if plain(answer, route.at(number)) != unknown:
                wrong.append(f"{method} {route} {whose}: {answer.status_code}")
            wrong += leaks(answer, MARKERS, f"{method} {route} {whose}")
    assert taken() == before
    assert not wrong, "\n".join(wrong)


def leaks(answer, forbidden, where):
    body = answer.content.decode(errors="replace")
    return [f"{where}: shows {m}" for m in sorted(forbidden) if m in body]


@each_role
def test_what_is_ones_own_is_found_and_no_more_of_it_is_shown(world, role):
    client = browser(getattr(world, WHO[role]))
    wrong, shown = [], set()
    own = [r for r in HOLED if numbers(world, r).kind in SEES[role]]
    addresses = [route.at(numbers(world, route).ours) for route in own]
    addresses += [route.address for route in WHOLE if route.address not in ANSWER_503]
    addresses += ["/?q=Zyx", "/?q=Karla", "/?view=department", "/?view=incoming"]
    for address in addresses:
        with undone():
            answer = client.get(address)
        mine = address not in {route.address for route in WHOLE}
        if answer.status_code >= 500 or (mine and answer.status_code not in FOUND):
            wrong.append(f"{address}: {answer.status_code}")
        body = answer.content.decode(errors="replace")
        found = {marker for marker in MARKERS if marker in body}
        wrong += [f"{address}: shows {m}" for m in sorted(found - READS[role])]
        shown |= found
    assert not wrong, "\n".join(wrong)
    # the list says no more than what is really shown
    assert shown == READS[role]


@pytest.mark.parametrize("role", ["holder", "receiver", "mentor", "lender", "auditor"])
def test_looking_writes_nothing_but_that_one_looked(world, role):
    client = browser(getattr(world, WHO[role]))
    wrong = []
    for route in [*HOLED, *WHOLE]:
        address = route.at(numbers(world, route).ours) if route.holes else route.address
        with undone(), written() as tables:
            client.get(address)
        if tables - A_LOOK:
            wrong.append(f"{address}: {sorted(tables - A_LOOK)}")
    assert not wrong, "\n".join(wrong)


def test_strangers_are_asked_to_sign_in(world):
    client = Client()
    wrong = []
    for address, route in ROUTES.items():
        if address in FOR_ANYBODY:
            continue
        number = numbers(world, route).ours if route in HOLED else 1
        for method in ("get", "post"):
            answer = ask(client, method, route, number)
            signs_in = (
                answer.status_code == 302 and "/account/login/" in answer["Location"]
            )
            if not signs_in and answer.status_code not in {401, 405}:
                wrong.append(f"{method} {address}: {answer.status_code}")
            wrong += leaks(answer, MARKERS, address)
    assert not wrong, "\n".join(wrong)


def test_the_list_of_open_addresses_has_no_dead_entries():
    assert set(FOR_ANYBODY) <= set(ROUTES)
    assert set(OPEN_HOLES) <= set(ROUTES)


# -- access ends at once ----------------------------------------------------------


def sees(client, world):
    """Return whether the next request on page and API still shows the case."""
    pk = world.ours.case.pk
    addresses = [f"/cases/{pk}/", f"/api/v1/cases/{pk}/", "/", "/api/v1/cases/"]
    answers = [client.get(address) for address in addresses]
    return any("Zyxcase" in answer.content.decode() for answer in answers)


def test_a_consent_taken_back_shuts_the_department_out(world):
    with undone():
        part = consent_actions.give(
            world.ours.case,
            by=world.jonas,
            departments=[world.culture],
            purpose="At finde en bolig",
        )
        involvement_actions.begin(
            world.ours.case,
            by=world.jonas,
            department=world.culture,
            basis="consent",
            consent=part,
        )
        client = browser(world.outsider)
        assert sees(client, world)
        consent_actions.withdraw(part, by=world.jonas)
        assert not sees(client, world)


@pytest.mark.parametrize("who", ["pia", "kim", "jonas"])
def test_a_seat_that_ends_shuts_the_person_out(world, who):
    person = getattr(world, who)
    with undone():
        client = browser(person)
        assert sees(client, world)
        for seat in Membership.objects.filter(user=person):
            leave(seat, by=None)
        assert not sees(client, world)


@pytest.mark.parametrize("who", ["pia", "kim", "jonas", "mona"])
def test_a_person_who_is_deactivated_is_signed_out(world, who):
    person = getattr(world, who)
    with undone():
        client = browser(person)
        assert client.get("/notices/").status_code == 200
        deactivate(person, by=None)
        assert client.get("/notices/").status_code == 302
        assert Caller().get("me/").status_code == 401
        assert client.get("/api/v1/me/").status_code == 401
        assert not sees(client, world)


def test_a_department_that_leaves_is_shut_out(world):
    with undone():
        client = browser(world.sara)
        assert sees(client, world)
        part = world.ours.case.parties().get(department=world.school)
        involvement_actions.end(part, by=world.jonas)
        assert not sees(client, world)


def test_a_mentorship_that_ends_shuts_the_mentor_out(world):
    from mentors.mentorship import actions as mentorship_actions

    with undone():
        client = browser(world.mona)
        address = f"/field/{world.ours.mentorship.pk}/"
        assert "Zyxsummary" in client.get(address).content.decode()
        mentorship_actions.end(world.ours.mentorship, by=world.jonas, because="other")
        for place in (address, "/field/", f"/api/v1/visits/{world.ours.visit.pk}/"):
            assert "Zyx" not in client.get(place).content.decode()


def test_the_counters_see_a_write(world):
    """Without this, a counter that is switched off would prove everything."""
    with undone(), written() as tables:
        Membership.objects.filter(user=world.jonas).update(role="leader")
    assert tables == {"coordination_membership"}
    assert connection.in_atomic_block
