"""The edges of the API: who calls, what cannot be read, what can be looked up."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from coordination import tokens
from coordination.models import ApiToken, Event
from coordination.organisation import deactivate
from tests.calls import Caller
from tests.matrix.routes import every_route


def with_token(secret, address="me/"):
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
    return Caller().client.get(f"/api/v1/{address}", headers=headers)


# -- who calls -------------------------------------------------------------------


def test_a_token_is_its_person(hanne, housing):
    answer = with_token(tokens.issue(hanne))
    assert answer.status_code == 200
    assert answer.json()["name"] == hanne.name
    assert answer.json()["seats"][0]["department_name"] == housing.name
    assert "no-store" in answer["Cache-Control"]


def test_only_the_digest_is_stored(hanne):
    secret = tokens.issue(hanne)
    assert ApiToken.objects.get().digest == tokens.digest(secret)
    assert secret not in str(Event.objects.get(kind="token.issue").facts)


@pytest.mark.parametrize("ending", ["revoke", "expire", "deactivate", "invent"])
def test_a_token_that_is_over_opens_nothing(hanne, ending):
    secret = tokens.issue(hanne)
    if ending == "revoke":
        assert tokens.revoke(hanne) == 1
    elif ending == "expire":
        past = timezone.now() - timedelta(seconds=1)
        ApiToken.objects.update(expires_at=past)
    elif ending == "deactivate":
        deactivate(hanne, by=None)
    else:
        secret += "x"
    answer = with_token(secret)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json() == {
        "detail": "This token is not valid any more. Ask for a new one."
    }


def test_guessing_tokens_is_slowed_down(db, settings):
    settings.API_RATES = {**settings.API_RATES, "stranger": "3/min"}
    seen = [with_token(f"stafet_{number}").status_code for number in range(5)]
    assert seen == [401, 401, 401, 429, 429]


def test_one_person_cannot_take_all(as_, hanne, settings):
    settings.API_RATES = {**settings.API_RATES, "user": "3/min"}
    program = as_(hanne)
    seen = [program.get("me/").status_code for _ in range(5)]
    assert seen == [200, 200, 200, 429, 429]


def test_another_site_cannot_call_in_a_persons_name(handover, hanne):
    program = Caller(hanne, enforce_csrf_checks=True)
    address = f"handovers/{handover.pk}/accept/"
    assert program.post(address, read_back="Ja").status_code == 403
    assert handover.case.baton.holder != hanne


def test_a_command_gives_a_token(hanne):
    out, notes = StringIO(), StringIO()
    call_command("api_token", "hanne", "--days", "7", stdout=out, stderr=notes)
    secret = out.getvalue().strip()
    assert with_token(secret).status_code == 200
    assert "7 dage" in notes.getvalue()
    left = ApiToken.objects.get().expires_at - timezone.now()
    assert timedelta(days=6) < left <= timedelta(days=7)

    call_command("api_token", "hanne", "--revoke", stdout=out)
    assert with_token(secret).status_code == 401


@pytest.mark.parametrize(
    "asked", [["nobody"], ["hanne", "--days", "0"], ["hanne", "--days", "9999"]]
)
def test_the_command_says_what_is_wrong(hanne, asked):
    with pytest.raises(CommandError):
        call_command("api_token", *asked)
    assert not ApiToken.objects.exists()


# -- what cannot be read ---------------------------------------------------------

DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        '"text"',
        "null",
        '{"read_back": NaN}',
        '{"read_back": 1e999}',
        '{"read_back": "\\u0000"}',
        '{"read_back": "\\ud800"}',
        '{"read_back": {"a": []}}',
        '{"read_back": "' + "x" * 2001 + '"}',
        '{"read_back": "Ja", "contact_person": 1e999}',
        '{"read_back": "Ja", "contact_person": true}',
        '{"read_back": "Ja", "contact_person": ' + "9" * 40 + "}",
        '{"read_back": "Ja", "contact_person": ' + "9" * 5000 + "}",
        '{"read_back": ' + DEEP,
        b"\xff\xfe",
    ],
    ids=lambda body: str(body)[:40],
)
def test_bad_words_get_a_sentence(as_, handover, hanne, body):
    answer = as_(hanne).send(f"handovers/{handover.pk}/accept/", body)
    assert answer.status_code == 400, answer.content
    assert answer.json()["detail"]
    assert handover.case.baton.holder != hanne


def test_a_body_is_never_read_beyond_a_megabyte(as_, handover, hanne):
    body = json.dumps({"read_back": "x" * 2_000_000})
    answer = as_(hanne).send(f"handovers/{handover.pk}/accept/", body)
    assert answer.status_code == 413
    assert "1 MB" in answer.json()["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x"])
def test_only_json_is_read(as_, handover, hanne, kind):
    address = f"handovers/{handover.pk}/accept/"
    answer = as_(hanne).send(address, "read_back=Ja", content_type=kind)
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v1/",
        "/api/v2/cases/",
        "/api/v1/cases/x/",
        "/api/v1/cases/-1/",
        "/api/v1/cases/99999999999999999999/",
        "/api/v1/cases/1/fly/",
        "/api/v1/cases/%00/",
        "/api/nothing",
    ],
)
def test_an_unknown_address_answers_in_json(as_, hanne, address):
    answer = as_(hanne).get(address)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "cursor=x",
        "cursor=%00",
        "cursor=LTE",
        "state=x",
        "holder=x",
        "holder=99999999999999999999999",
        "citizen=%00",
    ],
)
def test_a_bad_filter_gets_a_sentence(as_, hanne, query):
    answer = as_(hanne).client.get(f"/api/v1/cases/?{query}")
    assert answer.status_code == 400, answer.content
    assert answer.json()["problems"]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_do_nothing(as_, case, jonas, method):
    call = getattr(as_(jonas).client, method)
    refused = call(f"/api/v1/cases/{case.pk}/")
    assert refused.status_code == 405
    assert method.upper() not in refused["Allow"]


def test_what_is_allowed_is_named_and_answered(as_, administrator):
    """`Allow` names no method that the address refuses, at any address."""
    client = as_(administrator).client
    for route in every_route().values():
        if route.is_api:
            allowed = client.options(route.at(1))["Allow"].split(", ")
            assert "OPTIONS" not in allowed, route
            for method in allowed:
                sent = {"content_type": "application/json"}
                reply = client.generic(method, route.at(1), "{}", **sent)
                assert reply.status_code != 405, (route, method)


def test_sentences_come_in_the_callers_language(as_, hanne):
    danish = as_(hanne).post("cases/1/pause/", language="da", reason="Ferie")
    english = as_(hanne).post("cases/1/pause/", language="en", reason="Ferie")
    assert danish.json()["detail"] != english.json()["detail"]
    assert english.json()["detail"].startswith("Not found")


# -- what can be looked up -------------------------------------------------------


def test_departments_and_colleagues_can_be_looked_up(as_, hanne, housing, lone):
    program = as_(hanne)
    assert {"id": housing.pk, "name": "Bolig", "internal": True} in program.get(
        "departments/"
    ).json()
    found = program.get(f"departments/{housing.pk}/colleagues/").json()
    assert [each["id"] for each in found] == [hanne.pk, lone.pk]
    assert program.get("departments/99999999999999999999/colleagues/").json() == []
