"""What could lead to somebody is found, however it is written."""

import random
import re
import unicodedata

import pytest

from feedback.remark.screening import CERTAIN, Kind, certain, find, suggested
from feedback.remark.text import REMOVED, says_something, without, words_of


def kinds(text, names=()):
    return {mark.kind for mark in find(words_of(text), names)}


@pytest.mark.parametrize(
    "text",
    [
        "Mit nummer er 121280-1234.",
        "121280 1234",
        "12 12 80 12 34",
        "12.12.80/1234",
        "1 2 1 2 8 0 - 1 2 3 4",
        "12128\u200b01234",
        "1\u00ad21280\u20601234",
        "\uff11\uff12\uff11\uff12\uff18\uff10-\uff11\uff12\uff13\uff14",
        "\u0661\u0662\u0661\u0662\u0668\u0660\u0661\u0662\u0663\u0664",
        "\U0001d7cf2128\u2070-123\u2074",
        "121280\u3164\ufe0f1234",
    ],
)
def test_a_cpr_number_is_found_in_any_writing(text):
    assert Kind.CPR in kinds(text)
    assert certain(text) == [Kind.CPR]


@pytest.mark.parametrize(
    "text",
    [
        "ring 12345678",
        "ring på 12 34 56 78!",
        "+45 12 34 56 78",
        "(+45) 12-34-56-78",
        "0045.1234.5678",
        "1234\u00a05678",
        "12 34,56 / 78",
    ],
)
def test_a_phone_number_is_found_in_any_writing(text):
    assert certain(text) in ([Kind.PHONE], [Kind.CPR])


@pytest.mark.parametrize(
    "text",
    [
        "karla@example.org",
        "karla @ example . org",
        "karla\uff20example.org",
        "karla (at) example.org",
        "karla[snabel-a]example",
        "skriv til karla snabela example",
        "karla\u200b@\u200bexample.org",
    ],
)
def test_an_address_on_the_net_is_found(text):
    assert Kind.EMAIL in certain(text)


@pytest.mark.parametrize(
    "text", ["se www.eksempel.dk", "https://a.example/x", "facebook.com/karla", "a.dk"]
)
def test_a_link_is_found(text):
    assert Kind.LINK in certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det var fint.Se om I kan ringe.",
        "Jeg fik 3 af 5 kopper kaffe i 2025.",
        "Kl. 10.30 gik det godt.",
        "Han sagde 1, 2 eller 3 dage.",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert certain(text) == []


def test_names_are_found_among_staff_citizens_and_common_names():
    known = {"zyxholm", "karla"}
    assert Kind.NAME in kinds("Så kom Zyxholm forbi", known)
    assert Kind.NAME in kinds("Zyxholms kollega var sød", known)
    assert Kind.NAME in kinds("Mette var sød")
    assert Kind.NAME in kinds("det var Bo der ringede")
    assert Kind.MAYBE_NAME in kinds("jeg talte med karla", known)
    assert Kind.NAME in kinds("jeg talte med Qwerty i går"), "a capital in a sentence"
    assert Kind.NAME in kinds("Anne-Zyx kom", {"zyx"})
    assert not kinds("De var gode. Tak for hjælpen. I skal have tak.")
    assert not kinds("DET VAR RIGTIG GODT"), (
        "where all is shouted a capital says nothing"
    )
    assert Kind.NAME in kinds("DET VAR METTE DER SVIGTEDE")


def test_a_street_and_a_birthday_are_proposed_for_taking_out():
    words = words_of("Jeg bor Prøvevej 12 og er født 12.12.80 altså")
    assert {1 + 1, 1 + 2} <= suggested(find(words))
    assert words.index("12.12.80") in suggested(find(words))


def test_taking_out_leaves_one_mark_for_a_run_and_rewrites_nothing():
    words = words_of("Jeg  hedder\nKarla\tPrøve og var glad")
    assert words == ["Jeg", "hedder", "Karla", "Prøve", "og", "var", "glad"]
    assert without(words, {2, 3}) == f"Jeg hedder {REMOVED} og var glad"
    assert not says_something(without(words, range(7)))


def test_a_number_does_not_come_together_again_over_what_was_taken_out():
    words = words_of("1212 hemmeligt 80 1234")
    assert certain(without(words, {1})) == [Kind.CPR]


# -- whatever is planted in whatever text, the proposal takes it out ----------------

PLAIN = ["det", "gik", "godt", "og", "jeg", "blev", "hørt", "af", "dem", "alle", "tak"]
BETWEEN = ["", " ", ".", "-", " - ", "\u200b", "\u00a0", " . ", "\u2009", "/", "\u00ad"]
DIGITS = ["0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"]


def disguise(rng, digits):
    script = rng.choice(DIGITS)
    parts = [script[int(d)] + rng.choice(BETWEEN) for d in digits]
    return "".join(parts).strip()


def planted(rng):
    """Return something that must not be released, and what of it must be gone."""
    kind = rng.choice(["cpr", "phone", "email"])
    if kind == "email":
        name = "".join(rng.choices("abcdefghij", k=6))
        at = rng.choice(["@", " @ ", "\uff20", "\u200b@", "@ "])
        return f"{name}{at}eksempel.dk", name
    digits = "".join(rng.choices("123456789", k=10 if kind == "cpr" else 8))
    ahead = rng.choice(["", "+45 ", "0045", "tlf. "]) if kind == "phone" else ""
    return ahead + disguise(rng, digits), digits


def naked(text):
    """Return a text as somebody reads it who wants the number: letters and digits."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[^a-zæøå0-9@]", "", plain)


def test_nothing_that_was_planted_is_left_after_the_proposal(volume):
    for seed in range(volume(200, 20_000)):
        rng = random.Random(seed)
        words = [rng.choice(PLAIN) for _ in range(rng.randint(0, 12))]
        secret, core = planted(rng)
        words.insert(rng.randint(0, len(words)), secret)
        text = " ".join(words)
        assert set(certain(text)) & CERTAIN, (seed, text)
        cut = words_of(text)
        left = without(cut, suggested(find(cut)))
        assert not certain(left), (seed, text, left)
        assert core not in naked(left), (seed, text, left)
        assert "@" not in left
