"""A tablet at the counter: begin, answer, thanks; once, and nothing stays on it."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from coordination.models import Event
from coordination.workflow import Refused
from feedback.answer.models import Intake
from feedback.counter import actions
from feedback.counter.models import LONGEST, Counter
from feedback.invitation.code import code_of
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import GUESSES
from feedback.invitation.token import token
from feedback.round import actions as rounds
from feedback.round.forms import for_rounds
from tests.feedback.asked import ask, begin
from tests.feedback.test_answer import stranger

GIVEN = {"overall": "4"}


@pytest.fixture
def held(lars):
    return begin(by=lars)


@pytest.fixture
def open_to_all(lars):
    return begin(by=lars, walk_ins=True)


@pytest.fixture
def tablet(held, hanne):
    """Return the address on the device, and its client."""
    return opened(held, hanne)


def opened(held, person):
    _counter, secret = actions.open_counter(held, by=person, place="Jobcentret")
    return f"/t/{secret}/", stranger()


def key_on(page):
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


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


def test_it_ends_with_the_day_with_the_round_or_when_it_is_closed(held, hanne, lars):
    counter, secret = actions.open_counter(held, by=hanne)
    assert counter.until - timezone.now() <= LONGEST
    place = f"/t/{secret}/"
    client = stranger()
    assert client.get(place).status_code == 200
    Counter.objects.update(until=timezone.now())
    assert client.get(place).status_code == 410
    Counter.objects.update(until=timezone.now() + LONGEST)
    actions.close_counter(counter, by=lars)
    assert client.get(place).status_code == 410
    assert client.post(place, GIVEN).status_code == 410
    with pytest.raises(Refused, match="allerede lukket"):
        actions.close_counter(counter, by=hanne)


def test_a_round_that_is_closed_meanwhile_takes_no_more(open_to_all, hanne, lars):
    place, client = opened(open_to_all, hanne)
    key = key_on(client.post(place))
    rounds.close(open_to_all, by=lars)
    assert client.post(place, {"key": key, **GIVEN}).status_code == 410
    assert not Intake.objects.exists()


def test_only_the_digest_of_the_address_is_stored(held, hanne):
    _counter, secret = actions.open_counter(held, by=hanne)
    assert len(secret) == 43
    assert secret not in str(list(Counter.objects.values()))
    assert secret not in str(list(Event.objects.values()))


def test_who_may_open_and_close_it(held, hanne, mona, pia, lars):
    with pytest.raises(PermissionDenied):
        actions.open_counter(held, by=mona)
    counter, _secret = actions.open_counter(held, by=hanne)
    assert not Counter.objects.visible_to(pia).exists()
    assert Counter.objects.visible_to(lars).count() == 1
    actions.close_counter(counter, by=hanne)


def test_a_round_that_takes_no_tablets_is_refused(held, hanne):
    held.modes = ["letter"]
    held.save()
    with pytest.raises(Refused, match="tablet"):
        actions.open_counter(held, by=hanne)


def test_opening_it_signs_the_person_out_on_this_device(signed_in, held, hanne):
    client = signed_in(hanne)
    page = client.get("/besvarelser/skranke/")
    assert held.name in page.content.decode()
    sent = {"round": held.pk, "place": "Jobcentret"}
    opened_at = client.post("/besvarelser/skranke/", sent)
    assert opened_at["Location"].startswith("/t/")
    assert client.get(opened_at["Location"]).status_code == 200
    assert client.get("/").status_code == 302
    counter = Counter.objects.get()
    again = signed_in(hanne)
    assert "Jobcentret" in again.get("/besvarelser/skranke/").content.decode()
    assert again.get(f"/besvarelser/skranke/{counter.pk}/close/").status_code == 200
    assert again.post(f"/besvarelser/skranke/{counter.pk}/close/").status_code == 302
    assert not Counter.objects.in_use().exists()


def test_over_http(as_, held, hanne, pia, mona):
    made = as_(hanne).post("counters/", round=held.pk, place="Jobcentret")
    assert made.status_code == 201
    link = made.json()["link"]
    assert stranger().get(link.split("//", 1)[1].split("/", 1)[1].join("//")[1:])
    assert "link" not in as_(hanne).get("counters/").json()["results"][0]
    number = made.json()["id"]
    assert as_(mona).post("counters/", round=held.pk).status_code == 403
    assert as_(pia).post(f"counters/{number}/close/").status_code == 404
    assert as_(hanne).post(f"counters/{number}/close/").status_code == 200
    assert as_(hanne).post(f"counters/{number}/close/").status_code == 409


def test_an_unknown_tablet_looks_like_an_unknown_link(municipality):
    assert stranger().get("/t/nothing/").status_code == 404
    assert stranger().get("/t/nothing/").content == stranger().get("/s/x/").content


def test_the_code_is_short_and_nobodys_number(held):
    asked = [ask(held, name=f"Nr {n}") for n in range(3)]
    codes = {code_of(row) for row in asked}
    assert len(codes) == 3
    assert all(re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", code) for code in codes)
    assert not any(letter in code for code in codes for letter in "ILOU")
    assert len({code[:4] for code in codes}) == 3
    assert Invitation.objects.count() == 3


def test_whoever_types_the_code_at_home_gets_to_the_questions(held):
    asked = ask(held)
    client = stranger()
    assert client.get("/svar/").status_code == 200
    found = client.post("/svar/", {"code": code_of(asked).replace("0", "o")})
    assert found.status_code == 303
    assert client.get(found["Location"]).status_code == 200
    for wrong in ({}, {"code": "AAAA-BBBB-CCCC"}, {"code": "\x00"}):
        assert client.post("/svar/", wrong).status_code == 422


@pytest.mark.parametrize(
    ("chosen", "spoken"), [("", "en"), ("?lang=da", "da"), ("?lang=xx", "en")]
)
def test_the_language_chosen_with_the_code_holds_for_the_questions(
    held, chosen, spoken
):
    asked = ask(held)
    type(asked).objects.filter(pk=asked.pk).update(language="en")
    client = stranger()
    found = client.post(f"/svar/{chosen}", {"code": code_of(asked)})
    page = client.get(found["Location"]).content.decode()
    assert f'<html lang="{spoken}"' in page


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
