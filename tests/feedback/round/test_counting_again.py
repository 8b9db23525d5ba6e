"""However raw answers lie in a file the figures are the same; gaps are rounded once."""

import json
import random

import pytest

from tests.feedback.round.published import KL, THEMES, Published, codes_of, items, mixed


def test_a_gap_is_that_of_the_means_before_they_are_rounded(
    supplier, bring_in, tell, tell_text, spread, tmp_path
):
    """2.345 and 1.004 are 1.341 apart; 2.35 and 1.00 would be 1.35."""
    ticks = enumerate(spread(0, 131, 69, 0, 0))
    bring_in(supplier(["person", "overall"], ticks), "degree-overall", "Ours")
    theirs = {
        "benchmark": 1,
        "title": "Theirs",
        "instrument": "degree-overall-1",
        "cells": [{"item": "overall", "mean": "1.004", "n": 1000}],
    }
    benchmark = tmp_path / "theirs.json"
    benchmark.write_text(json.dumps(theirs), "utf-8")

    overall = items(tell("Ours", benchmark=benchmark))["overall"]
    assert (overall["mean"], overall["benchmark"]["mean"]) == ("2.35", "1.00")
    assert overall["benchmark"]["gap"] == "1.34"
    assert overall["benchmark"]["gap_of_rounded_means"] == "1.35"
    assert "Theirs 1,00; forskel +1,34" in tell_text("Ours", benchmark=benchmark)


@pytest.mark.parametrize("way", [1, 2, 3])
def test_the_order_of_rows_and_columns_changes_nothing(
    supplier, bring_in, tell, spread, way
):
    figures, codes = Published(KL), codes_of(THEMES)
    rows = mixed(
        [spread(*figures.given("themes", code, "copenhagen")) for code in codes]
    )
    random.Random(way).shuffle(rows)
    order = random.Random(way).sample(range(6), 6)
    rows = [[row[place] for place in order] for row in rows]
    file = supplier([codes[place] for place in order], rows, between=";")
    bring_in(file, THEMES, "Copenhagen")

    found = items(tell("Copenhagen"))
    assert {code: found[code]["mean"] for code in codes} == {
        code: figures.given("themes", code, "means")[0] for code in codes
    }
