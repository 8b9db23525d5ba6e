"""What Danish municipalities have published, read from the file that was handed over.

A fresh clone does not have `../shared/data`, so the figures lie here as well.
"""

import random
from pathlib import Path

import yaml

from feedback.instrument.catalogue import load

KL, THEMES = "kl_spring_2024", "themes-six-1"
FILE = Path(__file__).with_name("published-figures.yaml")
ORIGINAL = Path(__file__).parents[4] / "shared" / "data" / FILE.name


def read():
    """Return the whole file."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


class Published:
    """One municipality's figures; each must have been used before it is `done`."""

    def __init__(self, name):
        self.figures = dict(leaves(read()[name]))
        self.left = set(self.figures)

    def given(self, *place):
        """Return a figure that raw answers are built from."""
        self.left.discard(place)
        return self.figures[place]

    def says(self, found, *place):
        """What was found is the figure that was published."""
        assert found == self.given(*place), place

    def done(self):
        """No figure was left out."""
        assert not self.left, sorted(self.left)


def leaves(told, place=()):
    """Return every figure, or list of figures, by the names that lead to it."""
    if isinstance(told, dict):
        for name, inner in told.items():
            yield from leaves(inner, (*place, name))
    else:
        yield place, told


def codes_of(instrument):
    """Return the codes of the items of a questionnaire that are ticked."""
    return [item.code for item in load(instrument).closed_items]


def mixed(columns):
    """Return columns as rows of people, in no order."""
    shuffled = [random.Random(7).sample(column, len(column)) for column in columns]
    return list(zip(*shuffled, strict=True))


def items(told):
    return {row["item"]: row for row in told["items"]}
