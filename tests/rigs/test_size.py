"""The size of the municipality changes no page's number of queries."""

from collections import Counter
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.case import actions as case_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.worklist.queries import View
from coordination import calendar
from coordination.models import municipality
from tests.calls import Caller
from tests.matrix.roles import OPEN_HOLES, WHO, kind_of
from tests.matrix.routes import every_route
from tests.matrix.trying import browser
from tests.matrix.turns import in_turn
from tests.matrix.world import STATUTE, build_world, furnish, open_case, refresh
from tests.rigs.crowd import copy_cases

SMALL, LARGE = 100, 10_000
WORKED = 20
# Together they see every page; the others see fewer of the same.
ROLES = ("holder", "coordinator", "receiver", "mentor", "lender", "auditor")
ROLES += ("administrator",)
FEW, MOST = 5, 12
WORKLIST = [f"/?view={view}" for view in View.values] + ["/?sort=citizen"]
# Not pages of staff, or nothing of the municipality's size is on them.
LEFT_OUT = ("/account/", "/s/", "/demo/", "/health/", "/api/schema/", "/api/docs/")


@pytest.fixture
def world(commits):
    """A municipality whose twenty cases stand for all that happens."""
    world = build_world()
    case = open_case(world, parties=("psychiatry", "school"))
    case_actions.coordinate(
        case, by=world.kim, coordinator=world.kim, deputy=world.dorte
    )
    world.ours = furnish(
        world,
        case,
        by="jonas",
        home="jobs",
        receiver="housing",
        lender="corps",
        mentor="mona",
    )
    for number in range(WORKED - 1):
        parties = () if number % 2 else ("housing", "psychiatry")
        another = open_case(world, parties=parties)
        if number % 2:
            handover_actions.offer(
                another, by=world.jonas, receiver=world.housing, reason="Bo", **STATUTE
            )
    world.offers = list(Handover.objects.filter(state="offered").order_by("pk"))
    return refresh(world)


def queries_of(ask):
    """Return how many questions were put to the database, and how many commits.

    Asked as of a process that has not read the settings lately: that is no question
    more for whoever is signed in.
    """
    municipality._known.clear()
    calendar._closing_days.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    words = [query["sql"].split()[0] for query in asked]
    return answer, sum(w not in {"BEGIN", "COMMIT"} for w in words), words


def pages(world):
    """Return every address that staff can look at, with something behind it."""
    found = [*WORKLIST, "/?q=Karla"]
    for address, route in every_route().items():
        if address.startswith(LEFT_OUT) or address in OPEN_HOLES:
            continue
        if not route.holes:
            found.append(address)
        elif kind := kind_of(address):
            names = {"day": "mentorship", "own visit": "visit"}
            names["planned visit"] = "planned"
            thing = getattr(world.ours, names.get(kind, kind), None)
            if thing:
                found.append(route.at(thing.pk))
    return found


def pages_at(turn, world):
    """Return the pages that a role looks at: the first all, the others by turns."""
    return pages(world) if not turn else in_turn(pages(world), turn)


def most_of(place):
    """Return how many questions a page may ask."""
    return FEW if place in WORKLIST else MOST


def count_all(clients, places):
    """Return the queries of each page for each role that may see it."""
    found = {}
    for role, client in clients.items():
        for place in places[role]:
            answer, count, _words = queries_of(lambda c=client, p=place: c.get(p))
            if answer.status_code == 200:
                found[role, place] = count
    return found


def test_ten_thousand_cases_ask_no_more_than_a_hundred(world, commits, volume):
    """Worklist at most five queries, every other page at most twelve."""
    large = volume(300, LARGE)
    clients = {role: browser(getattr(world, WHO[role])) for role in ROLES}
    # what is asked only once: by a process, and by a session
    for client, place in product(
        clients.values(), ("/notices/", "/svar/", *pages(world)[:9])
    ):
        client.get(place)
    clients["holder"].get(f"/cases/{world.ours.case.pk}/")
    assert copy_cases(commits, first=1, last=SMALL // WORKED - 1) == SMALL
    turns = {role: pages_at(turn, world) for turn, role in enumerate(clients)}
    few = count_all(clients, turns)
    seen = {role: [p for r, p in few if r == role] for role in clients}
    last = large // WORKED - 1
    assert copy_cases(commits, first=SMALL // WORKED, last=last) == large
    many = count_all(clients, seen)
    wrong = [
        f"{role} {place}: {few[role, place]} queries, then {count}"
        for (role, place), count in many.items()
        if count != few[role, place] or count > most_of(place)
    ]
    assert many.keys() == few.keys()
    assert not wrong, "\n".join(wrong)
    assert len(seen["holder"]) > 40


def test_accepting_asks_ten_queries_and_commits_once(world, commits, volume):
    """On the page and over HTTP, among a hundred cases and among ten thousand."""
    client, program = browser(world.hanne), Caller(world.hanne)
    copy_cases(commits, first=1, last=SMALL // WORKED - 1)
    accept(client, program, world.offers[:2])
    counted = [accept(client, program, world.offers[2:4])]
    last = volume(300, LARGE) // WORKED - 1
    copy_cases(commits, first=SMALL // WORKED, last=last)
    counted.append(accept(client, program, world.offers[4:6]))
    assert counted[0] == counted[1]
    assert all(count <= 10 and commits == 1 for count, commits in counted[0])


def accept(client, program, offers):
    """Accept one offer on its page and another over HTTP; return what each asked."""
    page = reverse("handover-accept", args=[offers[0].pk])
    call = f"handovers/{offers[1].pk}/accept/"
    ways = [
        lambda: client.post(page, {"read_back": "Der mangler en bolig"}),
        lambda: program.post(call, read_back="Der mangler en bolig"),
    ]
    found = []
    for way in ways:
        answer, count, words = queries_of(way)
        assert answer.status_code in {200, 302}, answer.content
        found.append((count, Counter(words)["COMMIT"]))
    return found
