"""Calling the API as a person of the cast, the way a program would."""

import itertools
import json

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import cache
from django.test import Client

fresh_keys = itertools.count(1)


class Caller:
    """A person's program: `hanne.post("handovers/1/accept/", read_back="Ja")`."""

    def __init__(self, user=None, **client):
        self.client = Client(**client)
        if user:
            sign_in(self.client, user)

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


def sign_in(client, user):
    """Let a client be the person's, by the session that is kept for them if one is."""
    session = getattr(user, "kept_session", None)
    if session is None:
        client.force_login(user, backend="coordination.access.SeatBackend")
    else:
        # what requests have added to it was taken back, but for the cache's copy
        cache.delete(SessionStore(session).cache_key)
        client.cookies[settings.SESSION_COOKIE_NAME] = session


def keep_session(user):
    """Sign somebody in once for all that follows; it takes as long as a request."""
    client = Client()
    sign_in(client, user)
    user.kept_session = client.cookies[settings.SESSION_COOKIE_NAME].value


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
