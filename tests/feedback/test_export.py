"""The figures to take along: what the page publishes, and nothing that acts."""

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from coordination.models import Event
from coordination.sheets import csv_response, file_name, harmless, xlsx_response
from feedback.answer import tables
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders import export
from feedback.result.export import FIGURES
from tests.feedback.counted import named, percent
from tests.feedback.years import play

ACTING = (
    "=1+1",
    '=HYPERLINK("http://example.org")',
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
)


@pytest.fixture
def a_year(five):
    play(five, first=date(2025, 1, 1), months=12, per_month=30, seed=4)


@pytest.fixture
def signed_in(lone):
    client = Client()
    client.force_login(lone)
    return client


def read_csv(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_file_holds_what_is_published_and_nothing_else(a_year, signed_in):
    rows = read_csv(signed_in.get("/ledelse/tal.csv"))
    head, *body = rows

    assert len(head) == len(export.COLUMNS)
    assert {len(row) for row in rows} == {len(head)}
    answers = [row for row in body if row[5] == ""]
    shown = Counter(row[0] for row in answers if row[6] == "")
    hidden = [row for row in body if row[6]]
    assert hidden, "everything is large enough: the test shows nothing"
    assert all(cell == "" for row in hidden for cell in row[7:-1])
    every = tables.everything()
    assert len(answers) == len(every)
    assert shown.total() == sum(row.response is not None for _t, _d, row in every)
    months = [row for row in answers if row[0] == "Måned"]
    assert sum(int(row[10]) for row in months) == sum(
        row.answered for row in tables.months()
    )
    means = [row[15] for row in body if row[15]]
    assert all("," in mean and len(mean) == 4 for mean in means)


def test_the_file_tells_of_the_two_worst_answers_and_how_many_they_are(
    a_year, signed_in
):
    """In the columns of a round's file."""
    assert set(map(str, FIGURES)) <= set(map(str, export.COLUMNS))
    rows = named(export.COLUMNS, read_csv(signed_in.get("/ledelse/tal.csv"))[1:])
    shown = [row for row in rows if row["Question"] and not row["Hidden"]]
    by_label = {item.label: item.code for item in load(HANDOVER_PULSE).items}
    of_months = [row for row in shown if row["Table"] == "Måned"]
    months = {f"{row.until:%Y-%m}": row for row in tables.months()}
    assert of_months
    for row in of_months:
        said = months[row["Last month"]].items[by_label[row["Question"]]]
        best, worst = sum(said.counts[3:]), sum(said.counts[:2])
        assert (row["Top two, number"], row["Bottom two, number"]) == (
            str(best),
            str(worst),
        )
        share = str(percent(worst, said.valid)).replace(".", ",")
        assert row["Bottom two, per cent of valid"] == share


def test_the_spreadsheet_says_the_same_with_numbers_as_numbers(a_year, signed_in):
    written = signed_in.get("/ledelse/tal.xlsx")
    sheet = load_workbook(io.BytesIO(written.content)).active
    rows = [
        ["" if cell is None else cell for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    told = read_csv(signed_in.get("/ledelse/tal.csv"))
    assert len(rows) == len(told)
    for row, text in zip(rows[1:], told[1:], strict=True):
        said = [
            each if isinstance(each, str) else f"{each}".replace(".", ",")
            for each in row
        ]
        assert said[:10] == text[:10]
    assert any(isinstance(row[15], float) for row in rows[1:])


def test_only_who_reads_the_page_gets_the_file(a_year, jonas, outsider, lone):
    for form in ("csv", "xlsx"):
        for person in (jonas, outsider):
            client = Client()
            client.force_login(person)
            assert client.get(f"/ledelse/tal.{form}").status_code == 403
        assert Client().get(f"/ledelse/tal.{form}").status_code == 302


def test_taking_the_figures_along_is_on_record(a_year, signed_in, lone):
    signed_in.get("/ledelse/tal.xlsx")
    event = Event.objects.filter(kind="figures.read", by=lone).latest("pk")
    assert event.facts == {"export": "xlsx"}


def test_it_asks_the_database_no_more_for_more_months(
    a_year, signed_in, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        signed_in.get("/ledelse/tal.csv")


@pytest.mark.parametrize("text", ACTING)
def test_no_cell_acts_as_a_formula(text, rf):
    assert harmless(text).startswith("'")
    (row,) = read_csv(csv_response("f", ["a"], [[text]]))[1:]
    assert row[0].startswith("'")
    sheet = load_workbook(
        io.BytesIO(xlsx_response("f", ["a"], [[text]]).content)
    ).active
    cell = sheet.cell(2, 1)
    assert cell.data_type != "f"


def test_numbers_stay_numbers():
    rows = read_csv(csv_response("f", ["a"], [[Decimal("-0.32")], [12], [None]]))
    assert rows[1:] == [["-0,32"], ["12"], [""]]


def test_danish_letters_are_written_out_in_the_name_of_a_file():
    assert file_name("Første runde på Ærø 2026") == "foerste-runde-paa-aeroe-2026"
