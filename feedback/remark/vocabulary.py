"""Common given names in Denmark, and common words that name nobody.

Both lists were written for this product. The names are those a caseworker meets most;
what is not there is found by its capital letter, or among the names of staff and
citizens.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def read(name: str) -> frozenset[str]:
    """Return the words of a list, in small letters."""
    return frozenset((FOLDER / f"{name}.txt").read_text("utf-8").split())


GIVEN_NAMES = read("given_names")
# They begin sentences, or have a capital anyway.
NO_NAMES = read("no_names")
