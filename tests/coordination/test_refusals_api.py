"""Whatever a call does wrong, it is told so in a sentence of ours, in its language."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from rest_framework import exceptions

from coordination import tokens
from coordination.models import ApiToken
from tests.calls import Caller, at
from tests.coordination.test_sentences_api import said_in
from tests.matrix.saying import is_ours

JSON = "application/json"
LANGUAGES = ("en", "da")


def judge(answers):
    """Return what is wrong with the answers to one call, in English and in Danish."""
    english, danish = (answer.json() for answer in answers)
    pairs = [(english["detail"], danish["detail"])]
    for field, said in english.get("problems", {}).items():
        pairs += zip(said, danish["problems"][field], strict=True)
    return [pair for pair in pairs if not all_ours(*pair)]


def all_ours(english, danish):
    """Return whether both are one text of ours, or the same two in a row."""
    if is_ours(english, danish):
        return True
    first, _dot, rest = english.partition(". ")
    erst, _dot, more = danish.partition(". ")
    return bool(rest) and is_ours(f"{first}.", f"{erst}.") and is_ours(rest, more)


def spoken(call):
    """Return the answers to a call that asks in each language."""
    return [call({"Accept-Language": language}) for language in LANGUAGES]


# -- what the framework says by itself -------------------------------------------


def refusals(kind=exceptions.APIException):
    for each in kind.__subclasses__():
        yield each
        yield from refusals(each)


def test_no_refusal_speaks_the_frameworks_words():
    wrong = [
        f"{refusal.__name__}: {refusal.default_detail}"
        for refusal in refusals()
        if not is_ours(
            said_in("en", refusal.default_detail),
            said_in("da", refusal.default_detail),
        )
    ]
    assert not wrong, "\n".join(wrong)


# -- who calls -------------------------------------------------------------------


def revoked(person):
    secret = tokens.issue(person)
    tokens.revoke(person)
    return f"Bearer {secret}"


def expired(person):
    secret = tokens.issue(person)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return f"Bearer {secret}"


TOKENS = {
    "none": lambda _person: "",
    "no secret": lambda _person: "Bearer",
    "another scheme": lambda _person: "Basic aGFubmU6aGFubmU=",
    "as the framework's": lambda _person: "Token stafet_x",
    "invented": lambda _person: "Bearer stafet_x",
    "two words": lambda _person: "Bearer stafet x",
    "no letters": lambda _person: "Bearer \u00e6\u00f8\u00e5",
    "revoked": revoked,
    "expired": expired,
}


@pytest.mark.parametrize("address", ["me/", "cases/", "cases/1/pause/", "nothing/"])
@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
def test_whoever_is_nobody_is_told_how_to_be_somebody(hanne, token, address):
    program, header = Caller(), {"Authorization": token(hanne)}
    answers = spoken(
        lambda also: program.client.get(at(address), headers=header | also)
    )
    assert {answer.status_code for answer in answers} == {401}
    assert not judge(answers)


def test_whoever_calls_too_often_is_told_how_long_to_wait(hanne, settings):
    settings.API_RATES = {"user": "1/min", "stranger": "1/min"}
    signed_in, guessing = Caller(hanne), Caller()
    guess = {"Authorization": "Bearer stafet_x"}
    for program, header in ((signed_in, {}), (guessing, guess)):
        program.client.get(at("me/"), headers=header)
        answers = spoken(
            lambda also, p=program, h=header: p.client.get(at("me/"), headers=h | also)
        )
        assert {answer.status_code for answer in answers} == {429}
        assert answers[0]["Retry-After"] in answers[0].json()["detail"]
        assert not judge(answers)


@pytest.mark.parametrize("wait", [None, 0.2, 1, 59])
def test_a_wait_is_said_in_whole_seconds(wait):
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(str(exceptions.Throttled(wait).detail))
    assert all_ours(*said), said


# -- how one calls ---------------------------------------------------------------


@pytest.mark.parametrize("address", ["me/", "cases/{case}/", "handovers/{it}/accept/"])
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_another_method_is_told_what_the_address_takes(
    handover, hanne, address, method
):
    place = at(address.format(case=handover.case_id, it=handover.pk))
    client = Caller(hanne).client
    answers = spoken(lambda also: client.generic(method.upper(), place, headers=also))
    assert {answer.status_code for answer in answers} == {405}
    assert method.upper() in answers[0].json()["detail"]
    assert not judge(answers)


@pytest.mark.parametrize("kind", ["text/html", "application/xml", "image/*", "x"])
@pytest.mark.parametrize("address", ["me/", "cases/", "worklist/", "nothing/"])
def test_another_answer_than_json_is_not_to_be_had(hanne, address, kind):
    client = Caller(hanne).client
    answers = spoken(
        lambda also: client.get(at(address), headers={"Accept": kind} | also)
    )
    assert {answer.status_code for answer in answers} <= {404, 406}
    assert not judge(answers)


BODIES = {
    "nothing": ("", JSON, 400),
    "half of it": ('{"read_back": ', JSON, 400),
    "a list": ("[]", JSON, 400),
    "a text": ('"Ja"', JSON, 400),
    "no number": ('{"read_back": NaN}', JSON, 400),
    "no text": (b"\xff\xfe", JSON, 400),
    "too much": (json.dumps({"read_back": "x" * 2_000_000}), JSON, 413),
    "a form": ("read_back=Ja", "application/x-www-form-urlencoded", 415),
    "a file": ("--x--", "multipart/form-data; boundary=x", 415),
    "no kind": ('{"read_back": "Ja"}', "nonsense", 415),
}


@pytest.mark.parametrize(("body", "kind", "code"), BODIES.values(), ids=BODIES)
def test_a_body_that_cannot_be_read(handover, hanne, body, kind, code):
    client, place = Caller(hanne).client, at(f"handovers/{handover.pk}/accept/")
    answers = spoken(
        lambda also: client.post(place, body, content_type=kind, headers=also)
    )
    assert {answer.status_code for answer in answers} == {code}
    assert not judge(answers)


# -- what one says ---------------------------------------------------------------

# The step, one of its words, and what nobody can use of it.
WORDS = [
    ("accept", "read_back", [None, True, [], {}, "", "x" * 2001, "a\0b", "\ud800"]),
    ("accept", "contact_person", ["x", 0, -1, 1.5, True, [], 10**30]),
    ("decline", "code", [None, 7, True, [], {}, "", "magic"]),
    ("offer", "receiver", [None, "", "x", 0, -1, 1.5, True, [], {}, 10**30]),
    ("offer", "warm", [None, "maybe", 7, [], {}]),
    (
        "offer",
        "meeting_on",
        [1, True, [], {}, "31. februar", "2026-02-31", "0001-01-01"],
    ),
    (
        "log",
        "happened_at",
        [1, True, [], {}, "i går", "2026-13-01T00:00"],
    ),
    (
        "log",
        "happened_at",
        ["2026-03-29T02:30", "2026-10-25T02:30", "1000-01-01T00:00"],
    ),
    ("log", "kind", [None, 7, True, [], {}, "", "dream"]),
    ("log", "attended", [None, "maybe", 7, [], {}]),
]
PLACES = {
    "accept": "handovers/{handover}/accept/",
    "decline": "handovers/{handover}/decline/",
    "offer": "cases/{case}/offer/",
    "log": "cases/{case}/contact/",
}


@pytest.mark.parametrize(
    ("step", "name", "value"),
    [(step, name, value) for step, name, values in WORDS for value in values],
)
def test_a_word_that_cannot_be_used(handover, jonas, hanne, step, name, value):
    person = hanne if step in {"accept", "decline"} else jonas
    place = PLACES[step].format(handover=handover.pk, case=handover.case_id)
    body = json.dumps({name: value})
    answers = [
        Caller(person).send(place, body, language=language) for language in LANGUAGES
    ]
    assert {answer.status_code for answer in answers} == {400}, answers[0].content
    assert name in answers[0].json()["problems"]
    assert not judge(answers)


@pytest.mark.parametrize("address", ["cases/", "handovers/", "contacts/", "measures/"])
@pytest.mark.parametrize(
    "query",
    [
        "cursor=x",
        "cursor=%00",
        "cursor=LTE",
        "cursor=%F0%9F",
        "case=x",
        "case=-1",
        "case=999999999999999999999",
        "citizen=x",
        "state=x",
    ],
)
def test_what_a_list_cannot_be_kept_to(hanne, address, query):
    client = Caller(hanne).client
    answers = spoken(lambda also: client.get(f"{at(address)}?{query}", headers=also))
    codes = {answer.status_code for answer in answers}
    assert codes in ({200}, {400})
    assert codes == {200} or not judge(answers)


# -- what is refused -------------------------------------------------------------


def test_refusals_of_the_rules_are_ours_too(handover, hanne, jonas, outsider):
    case, it = handover.case_id, handover.pk
    calls = [
        (outsider, f"cases/{case}/pause/", {"reason": "Ferie"}, {}, 404),
        (hanne, f"handovers/{it}/withdraw/", {}, {}, 403),
        (hanne, f"handovers/{it}/complete/", {}, {}, 409),
        (jonas, f"handovers/{it}/withdraw/", {}, {"match": "7"}, 412),
        (jonas, f"handovers/{it}/withdraw/", {}, {"match": "x"}, 412),
        (jonas, f"handovers/{it}/withdraw/", {}, {"key": "k" * 81}, 400),
    ]
    for person, place, words, wishes, code in calls:
        answers = [
            Caller(person).post(place, language=language, **wishes, **words)
            for language in LANGUAGES
        ]
        assert [answer.status_code for answer in answers] == [code, code], place
        assert not judge(answers), place


def test_a_call_from_elsewhere_is_told_so(handover, hanne):
    program = Caller(hanne, enforce_csrf_checks=True)
    place = f"handovers/{handover.pk}/accept/"
    answers = [program.post(place, language=language) for language in LANGUAGES]
    assert {answer.status_code for answer in answers} == {403}
    assert not judge(answers)


def test_a_key_that_stands_for_another_call(handover, hanne, jonas, new_key):
    key, program = new_key(), Caller(jonas)
    place = f"handovers/{handover.pk}/withdraw/"
    assert program.post(place, key=key).status_code == 200
    answers = [
        program.post(place, key=key, language=language, note="Nej")
        for language in LANGUAGES
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert not judge(answers)
