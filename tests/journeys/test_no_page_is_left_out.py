"""Every page of the URLconf is in somebody's walk, or it is said why not."""

from django.urls import resolve

from tests.journeys.pages import (
    ELSEWHERE,
    pages_of_casework,
    pages_of_offices,
    pages_of_others,
)
from tests.matrix.routes import NAMED, every_route
from tests.matrix.trying import browser

FILES = (".csv", ".xlsx", ".json", ".pdf", ".ics", ".js", ".webmanifest")


class Anything:
    """A town in which everything has the number {pk}."""

    asked = answered = "/s/{secret}/"
    tablet = "/t/{secret}/"

    def __getattr__(self, name):
        return Anything()

    def __format__(self, how):
        return "{pk}"

    def get_absolute_url(self):
        return "/ledelse/runder/{pk}/"


def walked():
    """Return the addresses of all walks as the URLconf has them."""
    town, found = Anything(), set()
    for lists in (pages_of_casework, pages_of_others, pages_of_offices):
        for pages in lists(town).values():
            for place in pages.values():
                address = place[0] if isinstance(place, tuple) else place
                found.add(address_of(address.partition("?")[0]))
    return found


def address_of(address):
    """Return an address with holes for its words, if it has not got them yet."""
    if "{" in address:
        return address
    route = resolve(address).route.replace("^", "").replace("$", "")
    return "/" + NAMED.sub(lambda m: "{%s}" % (m[1] or m[2]), route)


def has_a_page(route, client):
    """Say whether one can open an address: a mere step answers 405 to everybody."""
    if len(route.holes) > 1:
        return True
    return client.get(route.at(7)).status_code != 405


def test_no_page_is_left_out_of_the_walks(jonas):
    client, seen = browser(jonas), walked()
    left_out = [
        route.address
        for route in every_route().values()
        if not route.is_api
        and not route.address.endswith(FILES)
        and route.address not in seen | ELSEWHERE.keys()
        and has_a_page(route, client)
    ]
    assert not left_out, "put them in tests/journeys/pages.py"


def test_every_reason_is_of_an_address_that_no_walk_has():
    assert ELSEWHERE.keys() <= every_route().keys()
    assert not ELSEWHERE.keys() & walked()
