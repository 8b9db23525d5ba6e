"""Benchmark files: what others have published, to be put beside one's own figures.

JSON, `{"benchmark": 1, "title": …, "instrument": …, "cells": […]}`. A cell has `item`,
`dimension` ("total" unless given), `value`, and either `counts` (by category; the mean
is then exact) or `mean` as text, with `n`; `invited` and `answered` tell of how many.
A file of ours holds published cells only, and none of a department by its number.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from coordination.models import Municipality
from feedback.answer.counting import ANSWERED, INVITED, RESPONSE, TOTAL
from feedback.answer.sheet import HIDDEN
from feedback.round.columns import NotAnswers
from feedback.round.models import Round
from feedback.round.sheet import cannot_open

VERSION = 1
LARGEST = 10 * 1024 * 1024
LONGEST_TITLE = 60
# A step, a mean, or a theme's score as a fraction: nothing that takes long to read.
SCORE = re.compile(r"\d{1,6}(?:\.\d{1,12}|/[1-9]\d{0,5})?")
DEPARTMENTS = {"giver", "receiver", "department"}
# item, dimension, value
Place = tuple[str, str, str]
# dimension, value → invited and answered, as far as they are known
Responses = Mapping[tuple[str, str], Mapping[str, int]]


@dataclass(frozen=True)
class Measured:
    """What others measured: a mean, and of how many if they say so."""

    mean: Fraction
    n: int | None


@dataclass(frozen=True)
class Comparison:
    """Others' means by item, dimension and value."""

    title: str
    instrument: str
    cells: Mapping[Place, Measured] = field(default_factory=dict)

    def of(self, item: str, dimension: str = TOTAL, value: str = "") -> Measured | None:
        """Return what others measured there, if they did."""
        return self.cells.get((item, dimension, value))

    def is_by(self, dimension: str) -> bool:
        """Say whether it tells of any group of a dimension."""
        return any(by == dimension for _item, by, _value in self.cells)


def read_benchmark(path: Path) -> Comparison:
    """Return a benchmark from its file; raise `NotAnswers` with what is wrong."""
    try:
        return parse(path.read_text("utf-8") if path.stat().st_size < LARGEST else "")
    except OSError as error:
        raise cannot_open(path) from error
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise NotAnswers(
            _("%(name)s is not a benchmark file.") % {"name": path.name}
        ) from error


def parse(text: str) -> Comparison:
    """Return the benchmark a text stands for; `ValueError` when it is none."""
    told = json.loads(text)
    if told["benchmark"] != VERSION:
        raise ValueError(told["benchmark"])
    return compare(told)


def compare(told: Mapping[str, Any]) -> Comparison:
    """Return the means that a benchmark's content holds, on exact fractions."""
    cells = {}
    for cell in told["cells"]:
        place = (cell["item"], cell.get("dimension", TOTAL), cell.get("value", ""))
        if is_ours_alone(*place[1:]):
            continue
        if found := measured(cell):
            cells[place] = found
    return Comparison(str(told["title"]), str(told["instrument"]), cells)


def measured(cell: dict[str, Any]) -> Measured | None:
    """Return a cell's mean; None where it counts things without an order."""
    if "mean" in cell:
        if not is_step(str(cell["mean"])):
            raise ValueError(cell["mean"])
        n = cell.get("n")
        return Measured(Fraction(str(cell["mean"])), None if n is None else int(n))
    if strange := [step for step in cell["counts"] if not is_step(step)]:
        raise ValueError(strange)
    steps = {Fraction(step): int(n) for step, n in cell["counts"].items()}
    n = sum(steps.values())
    if not n:
        return None
    return Measured(sum((s * m for s, m in steps.items()), Fraction(0)) / n, n)


def write_benchmark(held: Round, path: Path) -> int:
    """Write a round's published means as a benchmark file; return how many cells."""
    told = tell_benchmark(held)
    text = json.dumps(told, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
    return len(told["cells"])


def tell_benchmark(held: Round) -> dict[str, Any]:
    """Return a round's published counts as a benchmark's content."""
    cells: dict[Place, dict[str, int]] = {}
    for count in held.counts.exclude(item=RESPONSE).exclude(category=HIDDEN):
        if is_ours_alone(count.dimension, count.value):
            continue
        if is_step(count.category):
            place = count.item, count.dimension, count.value
            cells.setdefault(place, {})[count.category] = count.n
    responses: dict[tuple[str, str], dict[str, int]] = {}
    for count in held.counts.filter(item=RESPONSE, category__in=(INVITED, ANSWERED)):
        responses.setdefault((count.dimension, count.value), {})[count.category] = (
            count.n
        )
    title = f"{Municipality.current().name}, {held.name}"[:LONGEST_TITLE]
    return as_told(title, held.instrument, cells, responses)


def as_told(
    title: str,
    instrument: str,
    cells: Mapping[Place, Mapping[str, int]],
    responses: Responses,
) -> dict[str, Any]:
    """Return counts by place, with who was asked, as a benchmark's content."""
    return {
        "benchmark": VERSION,
        "title": title,
        "instrument": instrument,
        "cells": [
            {
                "item": item,
                "dimension": dimension,
                "value": value,
                **responses.get((dimension, value), {}),
                "counts": counts,
            }
            for (item, dimension, value), counts in sorted(cells.items())
        ],
    }


def is_ours_alone(dimension: str, value: str) -> bool:
    """Say whether a group is a department by its number, which is ours alone."""
    return dimension in DEPARTMENTS and value.isdecimal()


def is_step(category: str) -> bool:
    """Say whether a category is a step, or a theme's score."""
    return bool(SCORE.fullmatch(category))
