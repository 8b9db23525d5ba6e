"""A tablet at the counter: begin, answer, thanks; once, and nothing stays on it."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from feedback.answer.models import Intake
from feedback.counter import actions
from feedback.invitation.code import code_of
from feedback.invitation.throttle import GUESSES
from feedback.invitation.token import token
from feedback.round import actions as rounds
from feedback.round.forms import for_rounds
from tests.feedback.asked import ask, begin
from tests.feedback.tablet import key_on, opened
from tests.feedback.test_answer import stranger

GIVEN = {"overall": "4"}


@pytest.fixture
def open_to_all(lars):
    return begin(by=lars, walk_ins=True)


@pytest.fixture
def tablet(held, hanne):
    """Return the address on the device, and its client."""
    return opened(held, hanne)


def test_three_faces_are_answered_by_link_and_on_the_tablet(lars, hanne):
    assert "handover-faces-1" in {each.code for each in for_rounds()}
    held = begin(by=lars, instrument="handover-faces-1")
    link, paper = ask(held, mode="web"), ask(held, name="Ida Fiktiv")
    faces = {"contact_person": "3", "coherent": "1"}
    page = stranger().get(f"/s/{token(link)}/").content.decode()
    assert set(re.findall(r"#face-(\d)", page)) == {"1", "3", "5"}
    assert stranger().post(f"/s/{token(link)}/", faces).status_code == 303

    place, client = opened(held, hanne)
    begun = {"code": code_of(paper)}
    sent = {**begun, "key": key_on(client.post(place, begun)), **faces}
    assert client.post(place, sent).status_code == 303
    rows = Intake.objects.order_by("mode")
    assert [(row.mode, row.answers) for row in rows] == [
        ("tablet", faces),
        ("web", faces),
    ]


def test_the_pulse_is_asked_after_handovers_alone():
    assert not [each for each in for_rounds() if "pulse" in each.code]


def test_somebody_answers_with_the_code_of_the_letter(tablet, held):
    place, client = tablet
    asked = ask(held)
    code = code_of(asked)
    first = client.get(place).content.decode()
    assert "Din kode" in first
    assert "Du kan også få den i skranken." in first
    page = client.post(place, {"code": code.lower().replace("-", " ")})
    assert page.status_code == 200
    assert "Karla" not in page.content.decode()
    sent = {"code": code, "key": key_on(page), **GIVEN}
    thanks = client.post(place, sent)
    assert thanks.status_code == 303
    assert "Tak" in client.get(thanks["Location"]).content.decode()
    row = Intake.objects.get()
    assert (row.mode, row.round, row.answers) == ("tablet", held, GIVEN)
    asked.refresh_from_db()
    assert asked.state == "answered"

    again = client.post(place, sent)
    assert again.status_code == 303
    begun = client.post(place, {"code": code})
    assert begun.status_code == 422
    assert "allerede" in begun.content.decode()
    assert Intake.objects.count() == 1


def test_a_wish_to_be_called_alone_leaves_the_code_open(tablet, held):
    place, client = tablet
    code = code_of(ask(held))
    key = key_on(client.post(place, {"code": code}))
    reply = client.post(place, {"code": code, "key": key, "call_me": "on"})
    assert "Vi ringer til dig" in reply.content.decode()
    assert not Intake.objects.exists()
    sent = {"code": code, "key": key, **GIVEN}
    assert client.post(place, sent).status_code == 303
    assert Intake.objects.count() == 1


def test_whoever_comes_answers_once_for_each_form(open_to_all, hanne):
    place, client = opened(open_to_all, hanne)
    page = client.post(place)
    sent = {"key": key_on(page), **GIVEN}
    assert "Ring gerne" not in page.content.decode()
    for _ in range(3):
        assert client.post(place, sent).status_code == 303
    assert Intake.objects.count() == 1
    other = client.post(place)
    assert client.post(place, {**sent, "key": key_on(other)}).status_code == 303
    assert Intake.objects.count() == 2
    assert set(Intake.objects.values_list("mode", "receiver")) == {("tablet", None)}


@pytest.mark.parametrize("key", ["", "made-up", "x" * 500, "a:b:c"])
def test_a_form_of_ones_own_making_stores_nothing(open_to_all, hanne, key):
    place, client = opened(open_to_all, hanne)
    assert client.post(place, {"key": key, **GIVEN}).status_code == 200
    assert not Intake.objects.exists()


def test_a_key_of_another_tablet_is_none(open_to_all, hanne):
    place, client = opened(open_to_all, hanne)
    elsewhere, _client = opened(open_to_all, hanne)
    key = key_on(client.post(place))
    assert client.post(elsewhere, {"key": key, **GIVEN}).status_code == 200
    assert not Intake.objects.exists()


@pytest.mark.parametrize("code", ["", "x", "AAAA-AAAA-AAAA", "a\x00b", "9" * 400])
def test_a_wrong_code_gets_a_sentence(tablet, held, code):
    place, client = tablet
    page = client.post(place, {"code": code, **GIVEN})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()


def test_a_code_of_another_round_is_not_known_here(tablet, lars):
    place, client = tablet
    other = ask(begin(by=lars))
    assert client.post(place, {"code": code_of(other)}).status_code == 422


def test_guessing_codes_is_slowed_down(tablet, held):
    place, client = tablet
    for _ in range(GUESSES):
        client.post(place, {"code": "AAAA-AAAA-AAAA"})
    assert client.get(place).status_code == 200
    refused = client.post(place, {"code": code_of(ask(held))})
    assert "Vent et minut" in refused.content.decode()
    right = {"code": code_of(ask(held))}
    assert client.post(place, right, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.post("/svar/", right).status_code == 429


def test_an_empty_form_is_shown_again(open_to_all, hanne):
    place, client = opened(open_to_all, hanne)
    key = key_on(client.post(place))
    page = client.post(place, {"key": key})
    assert page.status_code == 422
    assert key_on(page) == key


def test_nothing_may_stay_in_the_browser(tablet, held):
    place, client = tablet
    asked = ask(held)
    for page in (client.get(place), client.post(place, {"code": code_of(asked)})):
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "no-referrer"
        assert not page.cookies
    questions = page.content.decode()
    assert 'data-draft="no"' in questions
    away = '<noscript><meta http-equiv="refresh" content="{};url={}"></noscript>'
    assert away.format(600, place) in questions
    thanks = client.get(f"{place}tak/").content.decode()
    assert away.format(10, place) in thanks


def test_a_round_that_is_closed_meanwhile_takes_no_more(open_to_all, hanne, lars):
    place, client = opened(open_to_all, hanne)
    key = key_on(client.post(place))
    rounds.close(open_to_all, by=lars)
    assert client.post(place, {"key": key, **GIVEN}).status_code == 410
    assert not Intake.objects.exists()


def test_an_unknown_tablet_looks_like_an_unknown_link(municipality):
    assert stranger().get("/t/nothing/").status_code == 404
    assert stranger().get("/t/nothing/").content == stranger().get("/s/x/").content


@pytest.mark.commits
def test_one_form_sent_by_many_at_once_is_one_answer(lars, hanne):
    held = begin(by=lars, walk_ins=True)
    counter, _secret = actions.open_counter(held, by=hanne)
    key, at_once = uuid4(), 16
    gate = Barrier(at_once)

    def send(_number):
        gate.wait()
        told = {"answers": GIVEN, "text": "", "call_me": False, "language": "da"}
        try:
            return actions.take(counter, invitation=None, key=key, **told)
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once) as pool:
        assert all(pool.map(send, range(at_once)))
    assert Intake.objects.count() == 1
