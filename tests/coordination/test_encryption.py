"""What is stored encrypted comes back with its key, and with nothing else."""

import base64

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from coordination.encryption import CannotDecrypt, decrypt, encrypt


def key(name, letter):
    return f"{name}:{base64.b64encode(letter * 32).decode()}"


OLD, NEW = key("old", b"o"), key("new", b"n")


def test_it_comes_back_and_is_never_the_same_twice():
    one, other = (encrypt(b"Det gik fint", keys=[OLD], bound_to="a") for _ in range(2))
    assert one != other
    assert b"fint" not in one
    assert decrypt(one, keys=[OLD], bound_to="a") == b"Det gik fint"


def test_the_newest_key_encrypts_and_an_old_one_still_reads():
    before = encrypt(b"Ja", keys=[OLD], bound_to="a")
    after = encrypt(b"Ja", keys=[NEW, OLD], bound_to="a")
    assert decrypt(before, keys=[NEW, OLD], bound_to="a") == b"Ja"
    assert decrypt(after, keys=[NEW], bound_to="a") == b"Ja"


@pytest.mark.parametrize(
    ("keys", "bound_to", "change"),
    [
        ([NEW], "a", 0),
        ([key("old", b"x")], "a", 0),
        ([OLD], "b", 0),
        ([OLD], "a", 1),
    ],
    ids=["no such key", "another of that name", "another place", "a changed byte"],
)
def test_nothing_else_opens_it(keys, bound_to, change):
    stored = bytearray(encrypt(b"Ja", keys=[OLD], bound_to="a"))
    stored[-1] ^= change
    with pytest.raises(CannotDecrypt):
        decrypt(bytes(stored), keys=keys, bound_to=bound_to)


@pytest.mark.parametrize(
    "stored", [b"", b"old:", b"no key at all", b"\xff:" + b"0" * 40]
)
def test_what_never_was_encrypted_is_refused(stored):
    with pytest.raises(CannotDecrypt):
        decrypt(stored, keys=[OLD], bound_to="a")


@pytest.mark.parametrize("name", ["CPR_KEYS", "VISIT_KEYS", "ANSWER_KEYS"])
@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["lone"],
        ["name:c2hvcnQ="],
        [":" + "A" * 43 + "="],
        [NEW, "older:not base64!"],
    ],
)
def test_the_check_names_keys_that_are_missing_or_damaged(settings, name, wrong):
    setattr(settings, name, [NEW, OLD])
    call_command("check", tags=["security"])
    setattr(settings, name, wrong)
    with pytest.raises(SystemCheckError, match=f"STAFET_{name}"):
        call_command("check", tags=["security"])
