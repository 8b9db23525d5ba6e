"""Whoever guesses links or codes learns nothing from what comes back (threat T5)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feedback.invitation import actions, throttle
from feedback.invitation.code import code_of
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import GUESSES
from feedback.invitation.token import token
from tests.feedback.asked import ask
from tests.feedback.test_answer import GIVEN, stranger

SECRET = re.compile(r"[0-9a-f]{64}")
FEW = GUESSES + 5


def look(address, method="get"):
    """Return what comes back, and the statements it took."""
    with CaptureQueriesContext(connection) as asked:
        reply = getattr(stranger(), method)(address)
    return reply, [SECRET.sub("…", query["sql"]) for query in asked]


def said_in(reply):
    """Return the headers but for the moment."""
    return {name: told for name, told in reply.headers.items() if name != "Expires"}


def run_out(sent):
    Invitation.objects.filter(pk=sent.pk).update(closes_at=timezone.now())


def run_out_and_noticed(sent):
    run_out(sent)
    actions.expire(sent)


def never_came_back(sent):
    actions.bounce(sent)


def said_no_more(sent):
    actions.opt_out(sent)


OVER = [run_out, run_out_and_noticed, never_came_back, said_no_more]


@pytest.fixture
def warm(address):
    """The languages that are offered are known; they are read again now and then."""
    stranger().get(address)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("ends", OVER)
def test_what_is_over_goes_the_way_of_what_never_was(sent, address, ends, method):
    never, statements = look(f"/s/{'x' * len(token(sent))}/", method)
    ends(sent)
    over, same = look(address, method)
    assert (over.status_code, over.content) == (never.status_code, never.content)
    assert never.status_code == 404
    assert said_in(over) == said_in(never)
    assert same == statements
    assert len(statements) == 1


@pytest.mark.usefixtures("warm")
def test_a_spent_link_says_the_same_before_and_after_it_is_counted(sent, address):
    """Only who has the link sees that it is spent; nobody sees when it is counted."""
    stranger().post(address, GIVEN)
    spent, statements = look(address)
    assert spent.status_code == 200
    Invitation.objects.filter(pk=sent.pk).update(counted=True)
    counted, same = look(address)
    assert (counted.content, same) == (spent.content, statements)
    _never, as_many = look("/s/never-made/")
    assert statements == as_many


@pytest.fixture
def from_everywhere(monkeypatch):
    """Guess so often that all addresses together are stopped, and none by itself."""
    monkeypatch.setattr(throttle, "GUESSES_OF_ALL", FEW)

    def guess():
        for number in range(FEW):
            place = f"192.0.2.{number}"
            tried = stranger().get(f"/s/guess-{number}/", REMOTE_ADDR=place)
            assert tried.status_code == 404

    return guess


def test_many_addresses_that_guess_together_are_stopped(
    from_everywhere, address, held, lars, signed_in
):
    code = {"code": code_of(ask(held))}
    assert (
        stranger().post("/svar/", code, REMOTE_ADDR="198.51.100.1").status_code == 303
    )
    from_everywhere()
    fresh = {"REMOTE_ADDR": "198.51.100.2"}
    wrong = stranger().get("/s/another/", **fresh)
    unknown = stranger().get("/s/another/", REMOTE_ADDR="192.0.2.1")
    assert wrong.status_code == unknown.status_code == 429
    assert (
        stranger().post("/svar/", {"code": "AAAA-AAAA-AAAA"}, **fresh).status_code
        == 429
    )
    assert stranger().post("/svar/", code, **fresh).status_code == 303
    # who has a link answers, and who works here goes on working
    assert stranger().post(address, GIVEN, **fresh).status_code == 303
    assert signed_in(lars).get("/besvarelser/").status_code == 200


def test_without_a_cache_citizens_answer_all_the_same(
    from_everywhere, address, monkeypatch
):
    from_everywhere()
    monkeypatch.setattr(throttle, "cache", Broken())
    assert stranger().get("/s/another/").status_code == 404
    assert stranger().post(address, GIVEN).status_code == 303


class Broken:
    """A cache that is not there."""

    def get(self, *_told):
        raise throttle.RedisError

    add = incr = get
