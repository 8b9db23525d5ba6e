"""A program at the counter finds the same codes, and leaves the same record."""

import pytest

from coordination.models import Event, IdempotencyKey
from feedback.desk.finding import MOST
from feedback.invitation.code import code_of
from feedback.round import actions as rounds
from feedback.round.models import Round
from tests.feedback.asked import ask

SEARCH, CODES = "desk/search/", "desk/codes/{}/"


@pytest.fixture
def karla(held, pia):
    """Asked by a link; Pia works with her."""
    return ask(held, mode="web", helpers=[pia])


def names(reply):
    assert reply.status_code == 200
    return [row["name"] for row in reply.json()["found"]]


def test_the_code_is_found_by_name(as_, karla, held, hanne):
    reply = as_(hanne).post(SEARCH, name=" karla ")
    assert reply.json() == {
        "found": [
            {
                "id": karla.pk,
                "round": held.pk,
                "name": "Karla Fiktiv",
                "address": "Prøvevej 1",
            }
        ],
        "more": False,
    }
    seen = Event.objects.get(kind="desk.search")
    assert (seen.by, seen.facts) == (hanne, {"invitations": [karla.pk]})

    assert as_(hanne).get(CODES.format(karla.pk)).json() == {
        "id": karla.pk,
        "round": held.pk,
        "name": "Karla Fiktiv",
        "code": code_of(karla),
        "on_tablet": True,
        "on_paper": True,
    }
    looked = Event.objects.get(kind="desk.code")
    assert (looked.by, looked.subject_id) == (hanne, str(karla.pk))


def test_the_name_is_kept_with_no_key(as_, karla, hanne, new_key):
    as_(hanne).post(SEARCH, key=new_key(), name="Karla")
    assert not IdempotencyKey.objects.exists()


def test_where_a_code_can_be_used_is_told(as_, karla, held, hanne):
    Round.objects.filter(pk=held.pk).update(modes=["web", "tablet"])
    told = as_(hanne).get(CODES.format(karla.pk)).json()
    assert (told["on_tablet"], told["on_paper"]) == (True, False)


def test_whoever_works_with_the_citizen_is_refused(as_, karla, pia):
    assert names(as_(pia).post(SEARCH, name="Karla")) == []
    reply = as_(pia).get(CODES.format(karla.pk))
    assert reply.status_code == 409
    assert "Let a colleague find the code" in reply.json()["detail"]
    assert not Event.objects.filter(kind="desk.code").exists()


@pytest.mark.parametrize("who", ["jonas", "lars", "lone", "outsider"])
def test_who_is_not_named_finds_nobody(who, request, as_, karla):
    program = as_(request.getfixturevalue(who))
    assert names(program.post(SEARCH, name="Karla")) == []
    assert program.get(CODES.format(karla.pk)).status_code == 404


@pytest.mark.parametrize("who", ["mona", "administrator"])
def test_it_is_for_staff(who, request, as_, karla):
    program = as_(request.getfixturevalue(who))
    assert program.post(SEARCH, name="Karla").status_code == 403
    assert program.get(CODES.format(karla.pk)).status_code == 404


def test_after_the_round_nobody_is_found(as_, karla, held, hanne, lars):
    rounds.close(held, by=lars)
    assert names(as_(hanne).post(SEARCH, name="Karla")) == []
    assert as_(hanne).get(CODES.format(karla.pk)).status_code == 404


@pytest.mark.parametrize(
    "name", ["", "  ", "ka", "x" * 121, "a\x00bc", None, ["Karla"]]
)
def test_a_name_that_is_none_gets_a_sentence(as_, karla, hanne, name):
    reply = as_(hanne).post(SEARCH, name=name)
    assert reply.status_code == 400
    assert reply.json()["problems"]["name"]
    assert not Event.objects.filter(kind="desk.search").exists()


def test_many_of_a_name_are_not_all_listed(as_, held, hanne):
    for number in range(MOST + 2):
        ask(held, name=f"Karla {number:02}")
    reply = as_(hanne).post(SEARCH, name="karla")
    assert len(names(reply)) == MOST
    assert reply.json()["more"]


@pytest.mark.parametrize("pk", [0, 999_999, 2**63])
def test_an_unknown_number_is_not_found(as_, held, hanne, pk):
    assert as_(hanne).get(CODES.format(pk)).status_code == 404
