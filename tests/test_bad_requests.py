"""Requests that no page of ours sends: never a crash, always a sentence, no step."""

import json
from urllib.parse import urlencode

import pytest
from django.conf import settings

from cases.handover import actions as handover_actions
from feedback.invitation import actions as invitation_actions
from feedback.invitation.models import Invitation
from feedback.invitation.token import token
from tests.matrix.roles import OPEN_HOLES, SEES, WHO, kind_of
from tests.matrix.routes import every_route
from tests.matrix.trying import careful, steps_taken
from tests.matrix.turns import in_turn
from tests.matrix.world import (
    build_world,
    database,
    furnish,
    open_case,
    refresh,
    undone,
)

__all__ = ["database"]

TOO_MUCH = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 10)
FORM = "application/x-www-form-urlencoded"
# What is sent to every address that takes a form.
FORMS = {
    "ten thousand fields": ("&".join(f"a{n}=1" for n in range(10_000)), FORM),
    "too much": (f"note={TOO_MUCH}", FORM),
    "no text": ("note=%ff%fe&reason=%ED%A0%80&read_back=%C3%28", FORM),
    "NUL": ("note=a%00b&reason=%00&version=%00&code=%00", FORM),
    "another kind": ('{"note": "a"}', "text/plain"),
    "half a file": ("--x\r\nContent-Disposition: form-data", "multipart/form-data"),
    "strange letters": ("note=a", f"{FORM}; charset=utf-99"),
}
JSON = "application/json"
CALLS = {
    "nothing": ("", JSON),
    "a list": ("[1, 2]", JSON),
    "null": ("null", JSON),
    "half of it": ('{"reason": ', JSON),
    "not a number": ('{"version": NaN, "minutes": Infinity}', JSON),
    "half a letter": (
        '{"reason": "\\ud800", "text": "\\udfff", "\\ud800": 1, "words": "\\ud83d"}',
        JSON,
    ),
    "NUL": ('{"reason": "a\\u0000b", "\\u0000": "a", "version": "\\u0000"}', JSON),
    "no text": (b'{"reason": "\xff\xfe"}', JSON),
    "deep": ("[" * 30_000 + "]" * 30_000, JSON),
    "too much": (json.dumps({"reason": TOO_MUCH}), JSON),
    "ten thousand fields": (json.dumps({f"a{n}": n for n in range(10_000)}), JSON),
    "another kind": ("reason=a", FORM),
}
# What can stand behind the question mark of a list.
ASKED = {
    "empty": "",
    "NUL": "a\x00b",
    "long": "x" * 3_000,
    "huge": "9" * 40,
    "nonsense": "does-not-exist",
    "quotes": "'\";--%_\\",
    "half a letter": "\ufffd",
}
WORDS = (
    "view",
    "sort",
    "after",
    "q",
    "show",
    "from",
    "goal",
    "lang",
    "planned",
    "next",
)
REFUSED = {400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 429}

ROUTES = every_route()
FOR_NOBODY = {"/account/logout/", "/health/ready/"}
USED = [r for a, r in ROUTES.items() if a not in FOR_NOBODY]


@pytest.fixture(scope="module")
def world(database):
    world = build_world()
    case = open_case(world, parties=("psychiatry", "school"))
    world.case = case
    world.ours = furnish(
        world,
        case,
        by="jonas",
        home="jobs",
        receiver="housing",
        lender="corps",
        mentor="mona",
    )
    return refresh(world)


def place_of(world, route):
    """Return an address that has something behind it, where it has a hole."""
    if not route.holes:
        return route.address
    kind = kind_of(route.address)
    names = {"day": "mentorship", "own visit": "visit"}
    names["planned visit"] = "planned"
    found = getattr(world.ours, names.get(kind, kind or ""), None)
    return route.at(found.pk if found else 1)


FOR_PROGRAMS = ("/field/calendar/",)  # a calendar asks, and no person reads the answer
# Who works behind an address in which no number says it.
BEHIND = {
    "/administration/": "administrator",
    "/audit/": "auditor",
    "/languages/": "administrator",
    "/field/": "mona",
    "/outings/": "mona",
    "/api/v1/outings/": "mona",
    "/api/v1/visits/": "mona",
    "/ledelse/": "lone",
    "/mentors/": "lena",
}


def worker_at(route):
    """Return the name of somebody for whom there is something at the address."""
    kind = kind_of(route.address) if route.holes else None
    for role in ("holder", "mentor", "lender", "receiver"):
        if kind in SEES[role]:
            return WHO[role]
    for start, name in BEHIND.items():
        if route.address.startswith(start):
            return name
    return "jonas"


@pytest.fixture(scope="module")
def clients(world):
    """Everybody's browser, by name."""
    with undone():
        names = {worker_at(route) for route in USED}
        yield {name: careful(getattr(world, name)) for name in names}


def judge(where, answer):
    """Complain about a crash, and about a refusal without a sentence."""
    status, kind = answer.status_code, answer.headers.get("Content-Type", "")
    if status >= 500 or (status >= 400 and status not in REFUSED):
        return [f"{where}: {status}"]
    if status < 400 or status == 405:
        return []
    if kind.startswith("application/json"):
        said = answer.json().get("detail", "")
        return [] if said.endswith(".") else [f"{where}: {status} says “{said}”"]
    if where.startswith(FOR_PROGRAMS):
        return []
    body = answer.content.decode()
    return [] if "<h1" in body else [f"{where}: {status} is no page of ours"]


def sent(client, place, body, kind):
    """Send it, and take back what it did; return the answer and whether it did."""
    with undone():
        before = steps_taken()
        answer = client.generic("POST", place, body, content_type=kind)
        return answer, steps_taken() != before


@pytest.mark.parametrize("api", [False, True], ids=["pages", "calls"])
def test_a_body_that_is_none_gets_a_sentence(world, clients, api):
    wrong = []
    for turn, route in enumerate(USED):
        if route.is_api != api:
            continue
        client, place = clients[worker_at(route)], place_of(world, route)
        bodies = in_turn((CALLS if api else FORMS).items(), turn)
        for label, (body, kind) in bodies:
            answer, changed = sent(client, place, body, kind)
            if answer.status_code == 405:
                break
            wrong += judge(f"{route} {label}", answer)
            if changed and answer.status_code >= 400:
                wrong.append(f"{route} {label}: {answer.status_code}, half done")
    assert not wrong, "\n".join(wrong)


def asked_of(route):
    """Return what to put behind the address's question mark, each with its name."""
    if not route.is_api:
        return {label: dict.fromkeys(WORDS, value) for label, value in ASKED.items()}
    known = getattr(getattr(route.callback, "cls", None), "filters", None)
    return {
        f"{word} {label}": {word: value}
        for word in ["cursor", *(known().fields if known else ())]
        for label, value in ASKED.items()
    }


def test_nonsense_behind_the_question_mark_gets_a_sentence(world, clients):
    wrong = []
    for turn, route in enumerate(USED):
        if route.holes and (route.is_api or route.address in OPEN_HOLES):
            continue
        client, place = clients[worker_at(route)], place_of(world, route)
        for label, words in in_turn(asked_of(route).items(), turn):
            with undone():
                answer = client.get(f"{place}?{urlencode(words)}")
            if answer.status_code == 405:
                break
            wrong += judge(f"{route} {label}", answer)
    assert not wrong, "\n".join(wrong)


def test_nonsense_in_the_address_is_not_found(world):
    client, wrong = careful(world.jonas), []
    for route in USED:
        for value in ("%00", "%ff", "9" * 60):
            if route.holes:
                with undone():
                    answer = client.get(route.at(value))
                wrong += judge(route.at(value), answer)
    assert not wrong, "\n".join(wrong)


# -- what is searched for, and the citizen's page ------------------------------------

BAD = {
    "empty": "",
    "blank": "   ",
    "NUL": "a\x00b",
    "long": "x" * 20_001,
    "markup": "<script>alert(1)</script>",
    "half a letter": "\ufffd",
    "number": "9" * 40,
}


@pytest.mark.parametrize("value", BAD.values(), ids=BAD)
def test_a_search_answers_whatever_is_typed(world, value):
    with undone():
        answer = careful(world.jonas).post("/search/", {"q": value})
        assert not judge("search", answer)
        again = careful(world.jonas).get("/", {"q": value}, follow=True)
    assert again.status_code == 200
    assert BAD["markup"] not in again.content.decode()


def test_the_citizens_page_says_so_too(world):
    with undone():
        place = f"/s/{token(invited(world))}/"
        client, wrong = careful(None), []
        for label, (body, kind) in FORMS.items():
            answer, _changed = sent(client, place, body, kind)
            wrong += judge(f"survey {label}", answer)
    assert not wrong, "\n".join(wrong)


def invited(world):
    """Return the citizen's invitation after an accepted handover."""
    handover_actions.accept(world.ours.handover, by=world.hanne, read_back="Ja")
    invitation = Invitation.objects.get(handover=world.ours.handover.pk)
    invitation_actions.send(invitation)
    invitation.refresh_from_db()
    return invitation
