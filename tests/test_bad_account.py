"""What cannot be used on the pages of one's own account: a sentence, and no way in."""

from itertools import product

import pytest
from django.urls import reverse

from tests.cast import PASSWORD
from tests.matrix.accounts import ACCOUNT, READS_NOTHING, with_a_second_step
from tests.matrix.trying import careful
from tests.matrix.world import build_world, database, refresh, undone

__all__ = ["database"]

BAD = {
    "empty": "",
    "blank": "   ",
    "NUL": "a\x00b",
    "long": "x" * 20_001,
    "markup": "<script>alert(1)</script>",
    "half a letter": "\ufffd",
    "number": "9" * 40,
}
# Too many wrong codes or passwords: told to wait.
REFUSED = {422, 429}


@pytest.fixture(scope="module")
def world(database):
    world = build_world()
    world.jonas.set_password(PASSWORD)
    world.jonas.save()
    return refresh(world)


@pytest.mark.parametrize("name", ACCOUNT)
def test_the_account_pages_name_the_mistake(world, name):
    page = ACCOUNT[name]
    wrong = []
    with undone():
        client = page.client(world)
        place = page.address(name, client, world)
        assert client.get(place).status_code == 200
        for field, label in product(page.typed, BAD):
            answer = client.post(place, {**page.typed, field: BAD[label]})
            where = f"{field} {label}: {answer.status_code}"
            wrong += judge(where, answer)
    assert not wrong, "\n".join(wrong)


def judge(where, answer):
    """Return what is wrong with the answer to a wrong password or code."""
    body = answer.content.decode()
    if answer.status_code != 200:
        said = answer.status_code in REFUSED and "<h1" in body
        return [] if said else [where]
    errors = [
        str(each) for line in answer.context["form"].errors.values() for each in line
    ]
    found = [] if errors else [f"{where} names no mistake"]
    found += [f"{where} writes markup"] if BAD["markup"] in body else []
    return found + [
        f"{where}: “{error}” is no sentence"
        for error in errors
        if not error.rstrip().endswith((".", "!", "?"))
    ]


def test_what_reads_nothing_minds_nothing(world):
    wrong = []
    with undone():
        client = with_a_second_step(world)
        for name, label in product(READS_NOTHING, BAD):
            with undone():
                said = dict.fromkeys(("code", "next"), BAD[label])
                answer = client.post(reverse(name), said)
            if answer.status_code not in {200, 302, 405}:
                wrong.append(f"{name} {label}: {answer.status_code}")
            if BAD["markup"] in answer.content.decode():
                wrong.append(f"{name} {label}: writes markup")
    assert not wrong, "\n".join(wrong)


def test_signing_in_keeps_the_name_and_never_the_password(world):
    with undone():
        answer = careful(None).post(
            reverse("account_login"), {"login": "jonas", "password": "hemmeligt-ord"}
        )
    body = answer.content.decode()
    assert 'value="jonas"' in body
    assert "hemmeligt-ord" not in body
