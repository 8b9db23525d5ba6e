"""The short code of a letter: hard to guess, easy to type."""

import re

import pytest

from feedback.invitation.code import code_of
from feedback.invitation.models import Invitation
from tests.feedback.asked import ask
from tests.feedback.test_answer import stranger


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
