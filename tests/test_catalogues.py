"""Every text is said in Danish, with the same holes, and the same in every app."""

import re
from collections import defaultdict

import pytest

from tests.matrix.texts import borrowed, catalogues, placeholders, said

# What nobody says to a caseworker, in either language.
FORBIDDEN = re.compile(
    r"succesfuld|vellykket|successful|\bsuccess\b|\boops\b|\bups\b|\binvalid\b|ugyldig",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def danish():
    """Each text with its translations, by the app that has it."""
    found = defaultdict(dict)
    for app, catalogue in catalogues().items():
        for message in catalogue:
            if not message.id:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[message.context, key][app] = message
    return found


@pytest.fixture(scope="module")
def texts():
    return said()


def words_of(message):
    return [message.string] if isinstance(message.string, str) else message.string


def test_every_text_is_said_in_danish(texts, danish):
    missing = []
    for (context, text, _plural), places in sorted(texts.items(), key=str):
        known = danish.get((context, text), {})
        good = [m for m in known.values() if all(words_of(m)) and not m.fuzzy]
        if not good:
            missing.append(f"{text!r} ({min(places)})")
    assert not missing, "\n".join(missing)


def test_plurals_have_both_their_forms(texts, danish):
    for (context, text, plural), places in texts.items():
        if plural is None:
            continue
        for message in danish.get((context, text), {}).values():
            assert not isinstance(message.id, str), (text, places)
            assert len(message.string) == 2, (text, places)


def test_the_same_holes_are_filled_in(texts, danish):
    ours = {(context, text) for context, text, _plural in texts}
    wrong = []
    for key, known in danish.items():
        for app, message in known.items():
            one = isinstance(message.id, str)
            expected = placeholders(message.id if one else message.id[-1])
            for words in filter(None, words_of(message)):
                # a singular may leave the number out, a borrowed text what it likes
                exact = one and key in ours
                holes = placeholders(words)
                if holes - expected or (exact and holes != expected):
                    wrong.append(f"{app}: {words}")
    assert not wrong, "\n".join(wrong)


def test_a_text_is_said_the_same_everywhere(danish):
    wrong = []
    for (_context, text), known in danish.items():
        answers = {app: tuple(words_of(message)) for app, message in known.items()}
        if len(set(answers.values())) > 1:
            wrong.append(f"{text!r}: {answers}")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_translated_that_nobody_says(texts, danish):
    used = {(context, text) for context, text, _plural in texts} | borrowed()
    unused = [
        f"{sorted(apps)}: {text!r}"
        for (context, text), apps in danish.items()
        if (context, text) not in used
    ]
    assert not unused, "\n".join(unused)


def test_no_machine_speaks(texts, danish):
    found = [text for _c, text, _p in texts if FORBIDDEN.search(text)]
    for known in danish.values():
        for message in known.values():
            found += [words for words in words_of(message) if FORBIDDEN.search(words)]
    assert not found, "\n".join(found)
