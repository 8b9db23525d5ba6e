"""A benchmark file's words, checked one by one before any of it is kept."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from feedback.answer.counting import ANSWERED, INVITED
from feedback.instrument.catalogue import NoInstrument, load
from feedback.round.benchmark import LARGEST, LONGEST_TITLE, VERSION, is_step
from feedback.round.columns import NotAnswers

LONGEST_WORD = 50
MOST_CELLS = 20_000
LARGEST_COUNT = 10**9


def read_content(written: bytes) -> dict[str, Any]:
    """Return what a file holds, checked; raise `NotAnswers` with a sentence."""
    if len(written) > LARGEST:
        raise NotAnswers(_("The file is too large. A benchmark holds at most 10 MB."))
    try:
        told = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise no_benchmark() from error
    return check(told)


def check(told: Any) -> dict[str, Any]:
    """Return a benchmark's content as it is kept; raise `NotAnswers` if it is none."""
    if not isinstance(told, dict) or told.get("benchmark") != VERSION:
        raise no_benchmark()
    title, code, cells = told.get("title"), told.get("instrument"), told.get("cells")
    if not is_word(title, LONGEST_TITLE):
        raise NotAnswers(_("The file does not say whose figures it holds (title)."))
    if not isinstance(code, str) or not isinstance(cells, list) or not cells:
        raise no_benchmark()
    try:
        instrument = load(code)
    except NoInstrument as error:
        raise NotAnswers(
            _("The file is about %(code)s, a questionnaire that is not here.")
            % {"code": code[:LONGEST_WORD]}
        ) from error
    if len(cells) > MOST_CELLS:
        raise NotAnswers(_("The file holds more than 20,000 figures."))
    steps = {item.code: item.scale.steps for item in instrument.items}
    kept = [check_cell(cell, n, steps) for n, cell in enumerate(cells, start=1)]
    places = [(c["item"], c["dimension"], c["value"]) for c in kept]
    if len(set(places)) < len(places):
        raise NotAnswers(_("The file holds two figures for the same question."))
    return {
        "benchmark": VERSION,
        "title": title,
        "instrument": code,
        "cells": kept,
    }


def check_cell(cell: Any, number: int, steps: Mapping[str, int]) -> dict[str, Any]:
    """Return one figure; the number in the file names it when it is none."""
    wrong = NotAnswers(
        _("Figure number %(number)s in the file cannot be read.") % {"number": number}
    )
    if not isinstance(cell, dict):
        raise wrong
    kept = {
        "item": cell.get("item"),
        "dimension": cell.get("dimension", "total"),
        "value": cell.get("value", ""),
    }
    if not is_word(kept["item"]) or not is_word(kept["dimension"]):
        raise wrong
    if kept["value"] != "" and not is_word(kept["value"]):
        raise wrong
    asked = {name: cell[name] for name in (INVITED, ANSWERED) if name in cell}
    if not all(is_count(n) for n in asked.values()):
        raise wrong
    kept |= asked
    highest = steps.get(kept["item"]) or None
    if "counts" in cell:
        counts = cell["counts"]
        if not isinstance(counts, dict) or not counts:
            raise wrong
        if not all(is_count(n) and is_score(s, highest) for s, n in counts.items()):
            raise wrong
        return kept | {"counts": counts}
    if not is_score(cell.get("mean"), highest) or not is_count(cell.get("n", 0)):
        raise wrong
    known = {"n": cell["n"]} if "n" in cell else {}
    return kept | {"mean": str(cell["mean"])} | known


def is_word(said: Any, longest: int = LONGEST_WORD) -> bool:
    """Say whether it is a short text with something in it."""
    if not isinstance(said, str) or not said.strip():
        return False
    return len(said) <= longest and said.isprintable()


def is_count(said: Any) -> bool:
    """Say whether it is a number of people."""
    return type(said) is int and 0 <= said <= LARGEST_COUNT


def is_score(said: Any, highest: int | None) -> bool:
    """Say whether it is a step, or a mean, of a scale from one."""
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return False
    written = str(said)
    if not is_step(written):
        return False
    value = Fraction(written)
    return value >= 1 and (highest is None or value <= highest)


def no_benchmark() -> NotAnswers:
    """Return the sentence for a file that is something else."""
    return NotAnswers(
        _(
            "The file is not a benchmark. Ask for the file that Stafet makes under"
            " “Compare with others”, or see the guide for its form."
        )
    )
