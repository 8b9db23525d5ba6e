"""Calling the API as a person of the cast, the way a program would."""

import itertools
import json

import pytest
from django.test import Client

fresh_keys = itertools.count(1)


class Caller:
    """A person's program: `hanne.post("handovers/1/accept/", read_back="Ja")`."""

    def __init__(self, user=None, **client):
        self.client = Client(**client)
        if user:
            self.client.force_login(user, backend="coordination.access.SeatBackend")

    def get(self, address, **query):
        return self.client.get(at(address), query, headers=headers())

    def post(self, address, *, match=None, key=None, language="en", **words):
        return self.send(
            address, json.dumps(words), match=match, key=key, language=language
        )

    def send(self, address, body, *, content_type="application/json", **wishes):
        return self.client.post(
            at(address), body, content_type=content_type, headers=headers(**wishes)
        )


def at(address):
    return address if address.startswith("/") else f"/api/v1/{address}"


def headers(*, match=None, key=None, language="en"):
    named = {"Accept-Language": language, "If-Match": match, "Idempotency-Key": key}
    return {name: value for name, value in named.items() if value is not None}


@pytest.fixture
def as_(db):
    """Return a function that gives a person's program."""
    return Caller


@pytest.fixture
def new_key():
    """Return a function that gives a key nobody has used."""
    return lambda: f"key-{next(fresh_keys)}"
