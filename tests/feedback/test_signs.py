"""Signal, and a target reached, are told by shape and word, never by colour alone."""

import re
from types import SimpleNamespace

from django.template.loader import render_to_string

SHAPES = re.compile(r"<(?:path|rect|circle|text)[^>]*>[^<]*")


def shape_and_words(name, **given):
    """Return what is drawn, without its colours, and what is read."""
    said = render_to_string(f"feedback/leaders/{name}.html", given)
    drawn = re.sub(r'class="[^"]*"', "", "".join(SHAPES.findall(said)))
    return drawn, re.sub(r"<svg.*?</svg>|<[^>]*>", "", said, flags=re.DOTALL).strip()


def test_each_variation_has_a_shape_and_words_of_its_own():
    found = [
        shape_and_words(
            "_variation",
            finding=SimpleNamespace(variation=kind, letter="H", words=f"ord {kind}"),
        )
        for kind in ("better", "worse", "common", "few")
    ]
    assert len({drawn for drawn, _words in found}) == 4
    assert [words for _drawn, words in found] == [
        f"ord {kind}" for kind in ("better", "worse", "common", "few")
    ]


def test_each_assurance_has_a_shape_and_words_of_its_own():
    found = [
        shape_and_words(
            "_assurance",
            assurance=SimpleNamespace(kind=kind, words=f"ord {kind}", target="3,8"),
        )
        for kind in ("always", "never", "sometimes")
    ]
    assert len({drawn for drawn, _words in found}) == 3
    assert all("mål 3,8" in words for _drawn, words in found)
    assert all(words.startswith("ord ") for _drawn, words in found)
