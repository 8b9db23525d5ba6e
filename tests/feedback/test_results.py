"""A closed round on its page, in its files and on the committee's page: one truth."""

import csv
import io
import json
import re
import zlib
from datetime import date

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook

from coordination.models import Department
from feedback.answer import tables
from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.benchmark import actions
from feedback.committee.of_pulse import of_pulse
from feedback.committee.of_round import of_round
from feedback.committee.pdf import page_pdf
from feedback.instrument.catalogue import load
from feedback.instrument.scale import Kind
from feedback.round.benchmark import compare, tell_benchmark
from feedback.round.models import Round
from feedback.round.report import tell_round
from tests.calls import Caller
from tests.feedback.conftest import CODES
from tests.feedback.years import play

SIZES = {"Bolig": 3, "Psykiatri": 11, "Jobcenter": 40, "Familie": 30}


@pytest.fixture
def held(hold):
    """A closed round in which two departments of four are hidden."""
    return hold(SIZES)


@pytest.fixture
def others(lone):
    cells = [{"item": "overall", "mean": "3.64", "n": 900}]
    told = {"benchmark": 1, "title": "Landet", "instrument": "dignity-1"}
    return actions.bring_in({**told, "cells": cells}, by=lone)


def rows_of(reply):
    text = reply.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_page_shows_every_figure_with_its_denominator(
    held, others, lone, signed_in
):
    page = signed_in(lone).get(f"/ledelse/runder/{held.pk}/resultat/")
    shown = page.content.decode()
    told = tell_round(held, benchmark=others.means)
    rate = told["response"]["rate"]
    assert f"{rate['count']} af {rate['of']}" in shown
    for row in told["items"]:
        assert row["mean"].replace(".", ",") in shown
        top, bottom = row["top"]["of_valid"], row["bottom"]["of_valid"]
        for share in (top, bottom):
            assert f"({share['count']}/{share['of']})" in shown
    (overall,) = [row for row in told["items"] if row["item"] == "overall"]
    gap = overall["benchmark"]["gap"].replace(".", ",").replace("-", "\u2212")
    assert gap in shown
    assert "Landet" in shown


def test_a_group_of_a_round_stands_beside_the_same_group_of_others(
    held, lone, signed_in
):
    """The gap is that of the exact means; none without their group."""
    cells = [
        {"item": "overall", "mean": "4.9"},
        {
            "item": "overall",
            "dimension": "department",
            "value": "Jobcenter",
            "mean": "1.005",
        },
    ]
    told = {"benchmark": 1, "title": "Landet", "instrument": "dignity-1"}
    others = actions.bring_in({**told, "cells": cells}, by=lone)
    reply = signed_in(lone).get(f"/ledelse/runder/{held.pk}/resultat/?by=department")
    shown = {
        cell.split("\n")[-1]
        for row in reply.context["groups"].rows
        for cell in map(str, row)
        if " fra " in cell
    }
    groups = tell_round(held, by="department", benchmark=others.means)["groups"]
    gaps = {
        row["benchmark"]["gap"].replace(".", ",")
        for group in groups
        for row in group["items"]
        if row.get("benchmark")
    }
    assert len(gaps) == 1
    assert shown == {f"+{gap} fra 1,01" for gap in gaps}
    assert "Landet sammenlignes gruppe for gruppe" in reply.content.decode()


def test_hidden_groups_are_words_on_the_page_and_empty_in_the_files(
    held, lone, signed_in
):
    client = signed_in(lone)
    address = f"/ledelse/runder/{held.pk}/resultat"
    shown = client.get(f"{address}/?by=department").content.decode()
    hidden = {
        group["value"]
        for group in tell_round(held, by="department")["groups"]
        if group["response"].get("hidden")
    }
    assert hidden == {"Bolig", "Psykiatri"}
    for name in hidden:
        row = re.search(rf"<tr><th[^>]*>{name}</th>(.*?)</tr>", shown, re.DOTALL)[1]
        assert row.count("skjult") == 5
        assert not re.search(r"\d", re.sub(r"<[^>]*>", "", row))

    told = rows_of(client.get(f"{address}.csv"))
    numbers = list(told[0])[8:]
    for row in told:
        filled = [row[name] for name in numbers if row[name]]
        assert bool(row["Skjult"]) == (row["Gruppe"] in hidden)
        assert bool(filled) != bool(row["Skjult"])
    written = client.get(f"{address}.xlsx").content
    sheet = load_workbook(io.BytesIO(written)).active
    assert sheet.max_row == len(told) + 1
    for cells in sheet.iter_rows(min_row=2, values_only=True):
        assert (cells[4] in hidden) == (cells[7] is not None and cells[7] != "")
        assert not (cells[4] in hidden and any(cells[8:]))
    ours = client.get(f"/ledelse/runder/{held.pk}/sammenligning.json").json()
    values = {cell["value"] for cell in ours["cells"]}
    assert not values & hidden
    assert values >= {"Jobcenter", "Familie"}
    called = Caller(lone).get(f"rounds/{held.pk}/results/?by=department").json()
    assert called == json.loads(json.dumps(tell_round(held, by="department")))


def test_no_export_of_the_year_holds_a_cell_that_the_tables_hide(
    municipality, jonas, lone, signed_in, five
):
    """Every published row in every form, compared cell by cell."""
    town = list(Department.objects.order_by("pk"))
    until = play(town, first=date(2025, 1, 1), months=12, per_month=30, seed=4)
    assert until == date(2026, 1, 1)
    everything = tables.everything()
    gone = {
        (table, dimension, f"{row.until:%Y-%m}", row.value, item)
        for table, dimension, row in everything
        for item in ("", *row.items)
        if (row.response if item == "" else row.items[item]) is None
    }
    assert gone, "everything is large enough: the test shows nothing"
    client, program = signed_in(lone), Caller(lone)
    for month in (3, 6, 9, 12):
        address = f"/ledelse/sammenligning/kvartal-2025-{month:02}.json"
        own = client.get(address).json()
        held = {(c["dimension"], c["value"], c["item"]) for c in own["cells"]}
        for _table, dimension, ended, value, item in gone:
            if ended == f"2025-{month:02}" and _table == "quarter":
                assert (dimension, value, item) not in held
        for dimension in ("giver", "receiver", "warm"):
            for row in program.get(
                f"figures/quarters/2025-{month}/{dimension}/"
            ).json():
                place = ("quarter", dimension, f"2025-{month:02}", row["value"])
                assert row["hidden"] == ((*place, "") in gone)
                assert (row["answered"] is None) == row["hidden"]
                for item, found in row["items"].items():
                    assert (found is None) == ((*place, item) in gone)
    with translation.override("da"):  # the program above spoke English
        committee_keeps_to_the_tables(gone)


def committee_keeps_to_the_tables(gone):
    """The committee's page names no way that is hidden, and no other figure."""
    today = timezone.localdate()
    page = of_pulse(closed(Count.Table.YEAR)[0], today=today)
    names = dict(Department.objects.values_list("pk", "name"))
    hidden = {
        " \N{RIGHTWARDS ARROW} ".join(names[int(end)] for end in value.split(">"))
        for table, _dimension, _until, value, item in gone
        if table == "year" and item in ("", "coherent")
    }
    told = " ".join(page.relay)
    assert hidden
    assert not any(name in told for name in hidden)
    quarter = of_pulse(closed(Count.Table.QUARTER)[0], today=today)
    months = [r for r in tables.months() if r.until.month >= 10]
    total = tables.total(months)
    rate = quarter.numbers[1]
    assert rate.base.startswith(f"{total.answered} af {total.invited} spurgte")
    assert quarter.lines[-1].n == str(total.items["coherent"].valid)
    assert pages_in(page_pdf(page)) == pages_in(page_pdf(quarter)) == 1


def test_the_committees_page_about_a_round_is_one_side_of_paper(held, lone, signed_in):
    told = tell_round(held)
    page = of_round(held, today=timezone.localdate())
    shown = signed_in(lone).get(f"/ledelse/runder/{held.pk}/udvalg/").content.decode()
    assert [line.mean for line in page.lines] == [
        row["mean"].replace(".", ",") for row in told["items"]
    ]
    for number in page.numbers:
        assert number.value in shown
    for line in (*page.method, *page.unknown):
        assert line in shown.replace("&#x27;", "'")
    reply = signed_in(lone).get(f"/ledelse/runder/{held.pk}/udvalg.pdf")
    assert reply["Content-Type"] == "application/pdf"
    assert pages_in(reply.content) == 1


def pages_in(pdf):
    """Count the pages of a PDF, also where its objects are packed."""
    text = pdf
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            text += zlib.decompress(packed)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", text))


def test_a_round_of_few_gives_nothing_away(supplier, bring_in, lone, signed_in):
    bring_in(supplier(list(CODES), [[4, 4, 4]] * 9), "dignity", "Få")
    held = Round.objects.get()
    client = signed_in(lone)
    address = f"/ledelse/runder/{held.pk}"
    shown = client.get(f"{address}/resultat/").content.decode()
    assert "For få har svaret" in shown
    assert all(row["Skjult"] for row in rows_of(client.get(f"{address}/resultat.csv")))
    assert client.get(f"{address}/sammenligning.json").json()["cells"] == []
    assert pages_in(client.get(f"{address}/udvalg.pdf").content) == 1
    assert not Count.objects.exclude(n=0).exists()


def test_results_are_for_those_who_read_figures(held, jonas, outsider, signed_in):
    for place in ("resultat/", "resultat.csv", "sammenligning.json", "udvalg.pdf"):
        client = signed_in(jonas)
        assert client.get(f"/ledelse/runder/{held.pk}/{place}").status_code == 403
    assert Caller(outsider).get(f"rounds/{held.pk}/results/").status_code == 403


def test_each_chart_has_the_words_of_its_own_scale(bring_in, supplier, lone, signed_in):
    """One theme is about being content and the others about agreeing."""
    instrument = load("themes-six-1")
    codes = [item.code for item in instrument.items if item.scale.kind == Kind.STEPS]
    rows = [[1 + (n + place) % 5 for place in range(len(codes))] for n in range(20)]
    bring_in(supplier(codes, rows), "themes-six", "Seks temaer", invited=40)
    held = Round.objects.get()
    reply = signed_in(lone).get(f"/ledelse/runder/{held.pk}/resultat/")
    scales = {item.label: item.scale for item in instrument.items}
    assert len(reply.context["spreads"]) > 1
    for figure in reply.context["spreads"]:
        steps = [str(step) for step in figure.table.columns[1:6]]
        for label, *_counts in figure.table.rows:
            words = [c.text for c in scales[label].choices if c.value.isdigit()]
            assert steps == words, label


def test_a_department_by_its_number_is_compared_with_no_others(held):
    """Number 1 is another department elsewhere; a name may be the same."""
    one = {**vars(held.counts.filter(item="overall", category="5").first())}
    del one["_state"], one["id"]
    ours = {**one, "dimension": "receiver", "value": "1", "category": "5"}
    Count.objects.create(**ours)
    told = tell_benchmark(held)
    groups = {(cell["dimension"], cell["value"]) for cell in told["cells"]}
    assert ("receiver", "1") not in groups
    assert ("department", "Jobcenter") in groups
    theirs = {"item": "overall", "mean": "3.64", "dimension": "receiver", "value": "1"}
    found = compare({**told, "cells": [*told["cells"], theirs]})
    assert found.of("overall", "receiver", "1") is None
    assert found.of("overall", "department", "Jobcenter")
