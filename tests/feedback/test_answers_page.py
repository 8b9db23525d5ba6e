"""The answers of a quarter, divided one way at a time, beside others' figures."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from coordination.models import Event
from feedback.analytics.statistics import half_up
from feedback.answer import tables
from feedback.answer.models import Count
from feedback.benchmark import actions as benchmark_actions
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.compared import items_table
from feedback.leaders.figures import DASH
from feedback.leaders.selection import BY
from feedback.result.tables import questions
from feedback.target import actions as target_actions
from tests.feedback.counted import percent
from tests.feedback.kept import words_of
from tests.feedback.years import NAMES, play

ANSWERS = "/ledelse/svar/"


def test_an_answers_page_shows_one_table_at_a_time(quarter, lars, signed_in):
    client = signed_in(lars)
    page = client.get(f"{ANSWERS}?by=giver&item=same_message").content.decode()
    assert Event.objects.get(kind="figures.read").facts["by"] == "giver"
    assert page.count("<svg xmlns") == 3, "each department is hidden"
    parted = client.get(f"{ANSWERS}?by=warm&item=same_message").content.decode()
    assert parted.count("<svg xmlns") == 6
    for name in NAMES:
        assert name in page


def test_the_spread_of_the_answers_has_its_table_behind_it(quarter, lars, signed_in):
    """As every chart that draws more than the table beside it says."""
    reply = signed_in(lars).get(ANSWERS)
    spread, total = reply.context["spread"], reply.context["total"]
    page = words_of(reply)
    assert "Vis som tabel" in page
    for row in spread.table.rows:
        assert " ".join(map(str, row)) in page
    overall = next(r for r in spread.table.rows if r[0] == "Skiftet hang sammen")
    assert overall[1:6] == list(total.items["coherent"].counts)


def shown_by_dimension(item):
    """Return which groups show a question, counted one by one."""
    found = defaultdict(dict)
    for count in Count.objects.filter(table="quarter", item=item):
        found[count.dimension][count.value] = count.category != "hidden"
    return {by: list(rows.values()) for by, rows in found.items()}


def test_until_somebody_chooses_at_least_half_of_the_groups_are_shown(
    quarter, lars, signed_in
):
    client = signed_in(lars)
    for item in ("coherent", "same_message"):
        shown = shown_by_dimension(item)
        enough = [by for by in BY if 2 * sum(shown[by]) >= len(shown[by])]
        assert enough[0] != "receiver", "departments are large: the test shows nothing"
        reply = client.get(f"{ANSWERS}?item={item}")
        assert reply.context["chosen"].by == enough[0]
        assert "Indtil du vælger, vises den første opdeling" in words_of(reply)
        own = client.get(f"{ANSWERS}?item={item}&by=receiver")
        assert own.context["chosen"].by == "receiver"
        assert "Indtil du vælger" not in words_of(own)


def test_where_departments_are_large_they_come_first(town, lars, signed_in):
    play(town, first=date(2026, 1, 1), months=3, per_month=300)
    assert signed_in(lars).get(ANSWERS).context["chosen"].by == "receiver"


def test_each_dimension_has_its_table_with_its_response_rate(quarter, lars, signed_in):
    client = signed_in(lars)
    for by in BY:
        reply = client.get(f"{ANSWERS}?by={by}")
        assert reply.status_code == 200
        table = reply.context["groups_table"]
        assert "Svarprocent" in table.columns
        published = Count.objects.filter(table="quarter", dimension=by)
        assert len(table.rows) == len({row.value for row in published}), by


def test_no_number_of_a_hidden_department_is_on_the_page(quarter, lars, signed_in):
    hidden = Count.objects.filter(category="hidden", item="", dimension="receiver")
    newest = Count.objects.filter(table="quarter").order_by("-until").first().until
    values = {row.value for row in hidden.filter(until=newest)}
    names = {str(d.pk): d.name for d in quarter}
    assert values, "the town is large enough for every department; hide something"
    page = signed_in(lars).get(f"{ANSWERS}?by=receiver").content.decode()
    for value in values:
        rows = re.findall(
            rf'<th scope="row">{names[value]}</th>(.*?)</tr>', page, re.DOTALL
        )
        assert rows
        assert not re.findall(r">\s*\d", "".join(rows))


def test_one_word_stands_for_all_that_is_hidden(quarter, lars, signed_in):
    """Whether the group itself is small, or one beside it: either would tell of it."""
    reply = signed_in(lars).get(f"{ANSWERS}?by=receiver")
    hidden = [row for row in reply.context["groups_table"].rows if row[1] == "skjult"]
    assert hidden, "everything is large enough: the test shows nothing"
    assert all(row[1:] == ["skjult", *[DASH] * 9] for row in hidden)
    cells = [cell for row in reply.context["heat"] for cell in row["cells"]]
    assert {str(cell["why"]) for cell in cells if not cell["mean"]} == {"skjult"}
    page = words_of(reply)
    assert "færre end 10 er spurgt eller 5 har svaret" in page
    assert "Hvilken af de to grunde det er, kan ikke siges" in page


def test_a_question_has_the_columns_that_a_round_gives_it(quarter, lars, signed_in):
    """The two worst answers too, and how many of how many beside every percentage."""
    reply = signed_in(lars).get(f"{ANSWERS}?by=warm")
    of_round = questions({"items": []}, compared=False).columns[1:]
    table = reply.context["items_table"]
    groups = reply.context["groups_table"]
    assert table.columns[1:] == groups.columns[4:] == of_round
    said = reply.context["total"].items["coherent"]
    row = dict(zip(table.columns, table.rows[-1], strict=True))
    assert row["Spørgsmål"] == "Skiftet hang sammen"
    for column, counts in (
        ("De to bedste svar", said.counts[3:]),
        ("De to dårligste", said.counts[:2]),
    ):
        share = f"{percent(sum(counts), said.valid, 0 if said.valid < 100 else 1)}"
        n = f"({sum(counts)}/{said.valid})"
        assert row[column] == f"{share.replace('.', ',')} % {n}"
    assert row["Sprunget over"] == said.blank
    for column in ("De to bedste svar", "De to dårligste"):
        place = groups.columns.index(column)
        assert all(re.fullmatch(r"[\d,]+ % \(\d+/\d+\)", r[place]) for r in groups.rows)


def test_what_is_not_counted_yet_is_not_called_hidden(quarter, lars, signed_in):
    """A question too few have ticked so far is counted with a later month."""
    total = signed_in(lars).get(ANSWERS).context["total"]
    counted = {code: n for code, n in total.items.items() if code != "had_a_say"}
    pulse = load(HANDOVER_PULSE)
    table = items_table(
        replace(total, items=counted), pulse, benchmark=None, targets={}
    )
    rows = {row[0]: row for row in table.rows}
    assert rows["Havde noget at sige"][1:] == ["for få endnu", *[DASH] * 6]


def test_others_and_targets_stand_beside_our_questions(quarter, lars, signed_in):
    """The gap is that of the exact means, rounded once."""
    told = {
        "benchmark": 1,
        "title": "Andre Kommuner",
        "instrument": HANDOVER_PULSE,
        "cells": [{"item": "coherent", "mean": "1.005", "n": 900}],
    }
    benchmark_actions.bring_in(told, by=lars)
    target_actions.change({"coherent": Decimal("3.8")}, by=lars)
    reply = signed_in(lars).get(ANSWERS)
    table, total = reply.context["items_table"], reply.context["total"]
    assert table.columns[-3:] == ["Mål", "Andre Kommuner", "Forskel"]
    rows = {row[0]: row[-3:] for row in table.rows}
    ours = total.items["coherent"].mean
    gap = str(half_up(ours - Fraction("1.005"))).replace(".", ",")
    assert rows["Skiftet hang sammen"] == ["3,80", "1,01", f"+{gap}"]
    assert rows["Havde noget at sige"] == [DASH] * 3


def test_a_group_stands_beside_the_same_group_of_others(quarter, lars, signed_in):
    """Not beside all of theirs, and beside nothing where they do not tell of it."""
    warm = {"item": "coherent", "dimension": "warm", "value": "warm", "mean": "1.005"}
    told = {
        "benchmark": 1,
        "title": "Andre Kommuner",
        "instrument": HANDOVER_PULSE,
        "cells": [{"item": "coherent", "mean": "4.9", "n": 900}, {**warm, "n": 600}],
    }
    benchmark_actions.bring_in(told, by=lars)
    client = signed_in(lars)
    reply = client.get(f"{ANSWERS}?by=warm")
    table = reply.context["groups_table"]
    assert table.columns[-2:] == ["Andre Kommuner", "Forskel"]
    rows = {row[0]: row[-2:] for row in table.rows}
    (ours,) = (
        row.items["coherent"].mean
        for row in tables.quarter(until=date(2026, 3, 1), dimension="warm")
        if row.value == "warm"
    )
    gap = str(half_up(ours - Fraction("1.005"))).replace(".", ",")
    assert rows["Overdraget sammen"] == ["1,01", f"+{gap}"]
    assert rows["Overdraget på skrift"] == [DASH, DASH]
    assert "gruppe for gruppe" in words_of(reply)
    without = client.get(f"{ANSWERS}?by=mentor")
    assert "Forskel" not in without.context["groups_table"].columns
    assert "Andre Kommuner har ikke delt sine tal op efter" in words_of(without)


def test_where_every_group_is_hidden_nothing_is_drawn(town, lars, signed_in):
    """An axis without a bar says nothing; the page says so in a sentence instead."""
    play(town, first=date(2026, 1, 1), months=3, per_month=20)
    client = signed_in(lars)
    said = "Alle grupper er skjult, så her er intet at tegne."
    hidden = set()
    for by in BY:
        reply = client.get(f"{ANSWERS}?by={by}")
        rows = reply.context["groups_table"].rows
        gone = all("skjult" in row for row in rows)
        assert (said in words_of(reply)) == gone
        assert (reply.context["by_group"].drawing is None) == gone
        hidden |= {by} if gone else set()
    assert hidden
    assert hidden != set(BY), "the test shows nothing"
