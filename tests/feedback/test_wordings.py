"""The tables of an older wording stay where they were, in the words of then."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from coordination.models import Department
from feedback.answer import tables
from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.benchmark.content import read_content
from feedback.committee.of_pulse import of_pulse
from feedback.committee.pdf import page_pdf
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.remark.published import of_quarter
from feedback.target import actions as target_actions
from tests.feedback.test_results import pages_in
from tests.feedback.wordings import OLDER, keep_file, reword_in_june

ANSWERS, WAYS, COMMITTEE = "/ledelse/svar/", "/ledelse/veje/", "/ledelse/udvalg/"
SPRING, SUMMER = "2025-03", "2025-06"


pytestmark = pytest.mark.commits


@pytest.fixture(scope="module")
def founded(found):
    return found(reword_in_june)


@pytest.fixture(autouse=True)
def _older(settings, tmp_path):
    keep_file(settings, tmp_path)


def answered(instrument, first, last):
    """Return how many answered in the published months of one wording."""
    counts = Count.objects.months().filter(instrument=instrument, item="")
    within = counts.filter(until__range=(first, last), category="answered")
    return sum(within.values_list("n", flat=True))


def test_each_wording_of_a_period_has_an_address_that_never_changes():
    quarters = [each.key for each in closed(Count.Table.QUARTER)]
    assert quarters == ["2025-12", "2025-09", "2025-06", "2025-06-v0", "2025-03"]
    assert [each.key for each in closed(Count.Table.YEAR)] == ["2025", "2025-v0"]


def test_a_quarter_is_shown_in_the_words_of_then(lars, signed_in):
    target_actions.change({"contact_person": Decimal("3.8")}, by=lars)
    reply = signed_in(lars).get(f"{ANSWERS}?quarter={SPRING}")
    page, total = reply.content.decode(), reply.context["total"]
    assert total.answered == answered(OLDER, date(2025, 1, 1), date(2025, 3, 1)) > 0
    for item in load(OLDER).items:
        assert page.count(item.label) > 3
        assert item.text in page
    for item in load(HANDOVER_PULSE).items:
        assert item.label not in page
    assert "en anden ordlyd end dem, der stilles i dag" in page
    assert "fik en ny ordlyd i perioden" not in page
    # what is aimed for today was not asked then
    assert "Mål" not in reply.context["items_table"].columns
    page = signed_in(lars).get(f"{ANSWERS}?quarter=2025-12").content.decode()
    assert "Spørgsmålene, som de blev stillet" not in page
    assert load(OLDER).overall.label not in page


def test_where_two_wordings_were_asked_each_leads_to_the_other(lone, signed_in):
    client, first, last = signed_in(lone), date(2025, 4, 1), date(2025, 6, 1)
    for key, other, instrument in (
        (SUMMER, f"{SUMMER}-v0", HANDOVER_PULSE),
        (f"{SUMMER}-v0", SUMMER, OLDER),
    ):
        reply = client.get(f"{ANSWERS}?quarter={key}")
        page, total = reply.content.decode(), reply.context["total"]
        assert total.answered == answered(instrument, first, last) > 0
        assert "fik en ny ordlyd i perioden" in page
        assert f'href="?quarter={other}"' in page
        assert f'value="{key}" selected' in page
        for table in ("groups_table", "items_table"):
            assert reply.context[table].rows
        assert ("der stilles i dag" in page) == (instrument == OLDER)


def test_the_ways_of_a_year_are_those_of_one_wording(lone, signed_in):
    names = dict(Department.objects.values_list("pk", "name"))
    for key, instrument, item in (
        ("2025", HANDOVER_PULSE, "coherent"),
        ("2025-v0", OLDER, "as_a_whole"),
    ):
        reply = signed_in(lone).get(f"{WAYS}?year={key}")
        assert reply.context["chosen"].item.code == item
        rows = [
            row
            for row in tables.year(until=date(2025, 12, 1))
            if row.instrument == instrument
        ]
        assert rows
        for row in rows:
            giver, receiver = (names[int(end)] for end in row.value.split(">"))
            cell = reply.context["ways"].cell(giver, receiver)
            found = row.items.get(item) if row.response else None
            assert cell["score"].get("n") == (found and found.valid)
        assert f'value="{key}" selected' in reply.content.decode()


def test_the_file_has_every_wording_and_says_which(lone, signed_in):
    text = signed_in(lone).get("/ledelse/tal.csv").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head[-1] == "Spørgeskema"
    assert {row[-1] for row in rows} == {OLDER, HANDOVER_PULSE}
    for instrument in (OLDER, HANDOVER_PULSE):
        labels = {item.label for item in load(instrument).items} | {""}
        asked = {row[5] for row in rows if row[-1] == instrument}
        assert asked == labels, instrument
    places = [(*row[:6], row[-1]) for row in rows]
    assert len(set(places)) == len(places)
    assert len({place[:-1] for place in places}) < len(places)


def test_programs_get_both_and_are_told_which(lone, signed_in):
    client, base = signed_in(lone), "/api/v1/figures/"
    index = client.get(base).json()
    assert index["instruments"] == [HANDOVER_PULSE, OLDER]
    assert index["quarters"] == ["2025-12", "2025-09", "2025-06", "2025-03"]
    assert index["years"] == [2025]
    months = client.get(f"{base}months/").json()
    both = [row["instrument"] for row in months if row["until"] == "2025-06-01"]
    assert both == [OLDER, HANDOVER_PULSE]
    for place in (f"quarters/{SUMMER}/warm/", "years/2025/"):
        rows = client.get(base + place).json()
        assert {row["instrument"] for row in rows} == {OLDER, HANDOVER_PULSE}
        places = [(row["instrument"], row["value"]) for row in rows]
        assert len(set(places)) == len(places)
    counts = f"{base}counts/quarter/warm/"
    now = client.get(counts).json()
    then = client.get(f"{counts}?instrument={OLDER}").json()
    assert (now["instrument"], then["instrument"]) == (HANDOVER_PULSE, OLDER)
    assert {row[2] for row in then["counts"]} == {
        "",
        *(item.code for item in load(OLDER).items),
    }
    for unknown in ("nothing-1", "", "%00"):
        assert client.get(f"{counts}?instrument={unknown}").status_code == 404


def test_the_committees_page_says_which_wording(lone, signed_in):
    today, said = timezone.localdate(), "fik en ny ordlyd i perioden"
    for period in [*closed(Count.Table.QUARTER), *closed(Count.Table.YEAR)]:
        with translation.override("da"):
            page = of_pulse(period, today=today)
        items = load(period.instrument).closed_items
        assert [line.label for line in page.lines] == [item.label for item in items]
        assert (said in page.asked) == (
            period.until.month == 6 or not period.is_quarter
        )
        assert ("der stilles i dag" in page.asked) == (period.instrument == OLDER)
        assert pages_in(page_pdf(page)) == 1
        shown = signed_in(lone).get(f"{COMMITTEE}?period={period.key}")
        assert shown.context["page_told"].title == page.title
        with translation.override("da"):
            assert page.asked in shown.content.decode()


def test_a_benchmark_file_is_of_one_wording(lone, signed_in):
    client = signed_in(lone)
    page = client.get("/ledelse/sammenligning/").content.decode()
    for key, instrument in ((SUMMER, HANDOVER_PULSE), (f"{SUMMER}-v0", OLDER)):
        address = f"/ledelse/sammenligning/kvartal-{key}.json"
        assert address in page
        told = read_content(client.get(address).content)
        assert told["instrument"] == instrument
        (overall,) = (
            cell
            for cell in told["cells"]
            if (cell["item"], cell["dimension"]) == ("contact_person", "total")
        )
        assert overall["answered"] == answered(
            instrument, date(2025, 4, 1), date(2025, 6, 1)
        )
    missing = "/ledelse/sammenligning/kvartal-2025-03-v0.json"
    assert client.get(missing).status_code == 404


def test_remarks_are_shown_where_every_wording_shows_the_department():
    rows = tables.quarter(until=date(2025, 6, 1), dimension="receiver")
    shown = {group.value: group.answered for group in of_quarter(date(2025, 6, 1))}
    hidden_once = set()
    for value, told in shown.items():
        own = [row for row in rows if row.value == value]
        if any(row.response is None for row in own):
            assert told is None
            hidden_once.add(value)
        else:
            assert told == sum(row.answered for row in own)
    assert hidden_once < set(shown), "hide one department, and show one"


def test_two_wordings_cost_no_more_queries_than_one(lone, signed_in):
    client, found = signed_in(lone), set()
    client.get(ANSWERS)
    for key in (SPRING, SUMMER, f"{SUMMER}-v0", "2025-12"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{ANSWERS}?quarter={key}").status_code == 200
        found.add(len(queries))
    assert max(found) - min(found) <= 1, "today's wording has targets, too"
