"""Sending one request without words, and comparing what came."""

import re
from urllib.parse import quote

from tests.matrix.roles import MARKERS
from tests.matrix.trying import browser

METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
SENDS = {"post", "put", "patch"}
TOKEN = re.compile(r"""(csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]*\"""")


def ask(client, method, route, number):
    """Send one request without words."""
    address = route.at(number)
    if method in SENDS and route.is_api:
        return getattr(client, method)(address, "{}", content_type="application/json")
    return getattr(client, method)(address)


def methods_of(route, person, unknown):
    """Return the methods that the address has.

    Who refuses a method that nothing has says which there are.
    """
    client = browser(person)
    refused = client.generic("UNHEARD-OF", route.at(unknown))
    if refused.status_code == 405:
        return set(refused["Allow"].lower().split(", "))
    return {
        method
        for method in METHODS
        if ask(client, method, route, unknown).status_code != 405
    }


def plain(response, address):
    """Return status, headers and body without the form's token and the address."""
    body = response.content.decode(errors="replace")
    where, body = response.headers.get("Location", ""), TOKEN.sub("", body)
    for written_as in (address, quote(address, safe=""), quote(address)):
        body, where = body.replace(written_as, "#"), where.replace(written_as, "#")
    return response.status_code, response.headers.get("Content-Type", ""), where, body


def leaks(answer, where, forbidden=MARKERS):
    """Name the markers in an answer that should not have them."""
    body = answer.content.decode(errors="replace")
    return [
        f"{where}: shows {marker}" for marker in sorted(forbidden) if marker in body
    ]
