"""Every figure in a file is the one in the published tables."""

from fractions import Fraction

import pytest

from feedback.analytics.statistics import Histogram, Share, half_up
from feedback.answer import tables
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders import export
from feedback.result import export as of_rounds
from feedback.round.report import tell_round
from tests.feedback.counted import (
    SIZES,
    assert_row,
    ends_of,
    percent,
    read_csv,
    read_xlsx,
)


def answers_to(found):
    """Return an item's figures, counted again from how many chose each step."""
    total = sum(step * n for step, n in enumerate(found.counts, start=1))
    low, high = ends_of(found.counts)
    best = Share(sum(found.counts[3:]), found.valid).interval()
    return {
        "Valid": found.valid,
        "Do not know": found.unknown,
        "Left out": found.blank,
        "Mean": half_up(Fraction(total, found.valid)),
        "Mean, 95 % from": low,
        "Mean, 95 % to": high,
        "Top two, 95 % from": best[0],
        "Top two, 95 % to": best[1],
        "Top two, per cent of valid": percent(sum(found.counts[3:]), found.valid),
    }


@pytest.mark.parametrize(("form", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_each_row_of_the_pulse_is_that_of_its_table(
    a_quarter, lone, signed_in, form, read
):
    written = iter(read(signed_in(lone).get(f"/ledelse/tal.{form}"), export.COLUMNS))
    seen = 0
    for _table, _dimension, row in tables.everything():
        asked = next(written)
        if row.response is None:
            assert asked["Hidden"]
        else:
            response = {
                "Invited": row.invited,
                "Sent": row.sent,
                "Undelivered": row.bounced,
                "Answers": row.answered,
                "Response rate, per cent": percent(row.answered, row.invited),
            }
            assert_row(asked, response | {"Mean": None})
        for item in load(HANDOVER_PULSE).items:
            if item.code not in row.items:
                continue
            told, found = next(written), row.items[item.code]
            assert told["Question"] == item.label
            if found is None or row.response is None:
                assert told["Hidden"]
            else:
                seen += 1
                assert_row(told, answers_to(found) | response)
    assert next(written, None) is None
    assert seen > 20


@pytest.mark.parametrize(("form", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_each_row_of_a_round_is_that_of_its_report(
    closed_round, lone, signed_in, form, read
):
    reply = signed_in(lone).get(f"/ledelse/runder/{closed_round.pk}/resultat.{form}")
    written = {
        (row["Group"] or "", row["Question"] or ""): row
        for row in read(reply, of_rounds.COLUMNS)
    }
    told = tell_round(closed_round, by="department")
    parts = {"": told} | {group["value"]: group for group in told["groups"]}
    assert set(parts) == {"", *SIZES}
    for value, part in parts.items():
        of = 200 if value == "" else None  # nobody counted the invited of a group
        answered = part["response"]["completed"]
        response = {
            "Invited": of,
            "Answers": answered,
            "Response rate, per cent": percent(answered, of) if of else None,
        }
        assert_row(written[value, ""], response)
        for row in part["items"]:
            counts = tuple(row["counts"].values())
            figures = answers_to(Histogram(counts, row["unknown"], row["blank"]))
            worst = percent(sum(counts[:2]), row["valid"])
            assert_row(
                written[value, row["label"]],
                figures | response | {"Bottom two, per cent of valid": worst},
            )
