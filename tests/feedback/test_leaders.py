"""The leaders' pages show closed tables to leaders, the same ones to all."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from importlib import import_module

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from coordination.models import Event
from feedback.analytics.statistics import half_up
from feedback.answer import closing, tables
from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.benchmark import actions as benchmark_actions
from feedback.committee.of_pulse import of_pulse
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.compared import items_table
from feedback.leaders.figures import DASH
from feedback.leaders.selection import BY
from feedback.result.tables import questions
from feedback.target import actions as target_actions
from tests.cast import employ
from tests.feedback.counted import percent
from tests.feedback.kept import words_of
from tests.feedback.years import NAMES, months_ago, play

ADDRESS, ANSWERS, WAYS = "/ledelse/", "/ledelse/svar/", "/ledelse/veje/"
EVERY = [ADDRESS, ANSWERS, WAYS, "/ledelse/noegletal/coherent/"]


@pytest.fixture
def a_year_and_more(town):
    play(town, first=months_ago(13), months=13, per_month=40)
    return town


@pytest.fixture
def quarter(town):
    play(town, first=date(2026, 1, 1), months=3, per_month=40)
    return town


@pytest.fixture
def auditor(jobs):
    return employ("asta", jobs, "auditor")


def test_the_first_page_tells_four_numbers_and_every_indicator(
    a_year_and_more, lars, signed_in
):
    reply = signed_in(lars).get(ADDRESS)
    page = reply.content.decode()

    assert reply.status_code == 200
    assert "Prøve Kommune" in page
    numbers = reply.context["numbers"]
    assert len(numbers) == 4
    coherent, response = numbers[:2]
    assert (coherent.code, response.code) == ("coherent", "response-rate")
    newest = closed(Count.Table.QUARTER)[0]
    page_of_committee = of_pulse(newest, today=timezone.localdate())
    assert response.shown == page_of_committee.numbers[1].value
    assert "," in response.shown
    answers = signed_in(lars).get(ANSWERS).content.decode()
    assert f"{response.shown} (" in answers
    for number in (coherent, response):
        assert "95 %-interval: " in number.sure
        assert re.search(r"\d", number.rests_on)
    assert page.count('class="spark"') == 7
    assert len(reply.context["lines"]) == 11
    assert "style=" not in page
    assert "<script>" not in page
    # a single number has no colour, however low it is
    stats = page[page.index('<dl class="stats">') : page.index("</dl>")]
    assert not re.search(r'class="[^"]*(danger|warning|worse|bad)', stats)


@time_machine.travel(datetime(2026, 5, 31, 23, 30, tzinfo=COPENHAGEN), tick=False)
@pytest.mark.parametrize("place", [ADDRESS, ANSWERS])
def test_it_is_said_when_the_answers_of_this_month_appear(
    municipality, lars, signed_in, place
):
    reply = signed_in(lars).get(place)
    day = closing.closes_at(date(2026, 5, 1)).day
    assert f"den {day}. juni" in words_of(reply)
    if place == ADDRESS:
        assert f"Svarene fra maj 2026 vises fra den {day}. juni" in words_of(reply)


def test_each_look_is_put_on_record_once(municipality, lars, signed_in):
    client = signed_in(lars)
    for n, address in enumerate(EVERY, start=1):
        client.get(address)
        looks = Event.objects.filter(kind="figures.read", by=lars)
        assert looks.filter(purpose="management").count() == n


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


def test_a_page_costs_few_queries_and_never_reads_answers(quarter, lars, signed_in):
    for module in ("report", "year"):
        import_module(f"cases.relay.{module}")  # offers the relay, four queries of it
    client = signed_in(lars)
    for address in EVERY:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= 12, [query["sql"][:60] for query in queries]
        asked = " ".join(query["sql"] for query in queries)
        for table in ("intake", "tally", "invitation"):
            assert f"feedback_{table}" not in asked


@pytest.mark.parametrize("who", ["jonas", "kim", "mona", "administrator", "outsider"])
def test_only_leaders_and_auditors_see_them(request, municipality, signed_in, who):
    client = signed_in(request.getfixturevalue(who))
    for address in EVERY:
        assert client.get(address).status_code == 403
    assert not Event.objects.filter(kind="figures.read").exists()


def test_everybody_who_may_sees_the_same_tables(
    quarter, lars, lone, auditor, signed_in
):
    """Leaders of two departments, and an auditor."""

    def shown(user, address):
        page = signed_in(user).get(address).content.decode()
        return re.findall(r"<t[dh][ >].*?</t[dh]>", page)

    for address in EVERY:
        assert shown(lars, address) == shown(lone, address) == shown(auditor, address)


def test_nobody_sees_it_without_signing_in(client, municipality):
    reply = client.get(ADDRESS)
    assert (reply.status_code, reply["Location"][:9]) == (302, "/account/")


UNKNOWN = [
    *("?quarter=1999-01", "?quarter=%00", "?by=person", "?item=x&by=giver", "?by="),
    *("?year=1", "?year=%00&days=x", "?days=-1&item="),
]


def test_an_unknown_choice_shows_the_usual(quarter, lars, signed_in):
    client = signed_in(lars)
    for address in (ANSWERS, WAYS):
        for query in UNKNOWN:
            assert client.get(address + query).status_code == 200, query


def test_an_unknown_indicator_is_not_found(municipality, lars, signed_in):
    client = signed_in(lars)
    for code in ("nothing", "measure", "id", "x" * 60):
        assert client.get(f"{ADDRESS}noegletal/{code}/").status_code == 404


def test_before_anything_is_counted_they_say_so(municipality, lars, signed_in):
    client = signed_in(lars)
    for address in EVERY:
        reply = client.get(address)
        assert reply.status_code == 200
        assert "<svg xmlns" not in reply.content.decode()
    assert "empty" in client.get(ADDRESS).content.decode()


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


def test_another_version_of_the_questions_breaks_every_chart(
    a_year_and_more, lars, signed_in
):
    later = sorted(set(Count.objects.months().values_list("until", flat=True)))[-6:]
    old = list(Count.objects.months().filter(until__in=later))
    for count in old:
        count.pk, count.instrument = None, "handover-pulse-2"
    Count.objects.bulk_create(old)
    reply = signed_in(lars).get(EVERY[3])
    reading = reply.context["reading"]
    assert {p.series for p in reading.points} == {HANDOVER_PULSE, "handover-pulse-2"}
    assert reading.rewordings
    assert "Nye ord" in reply.content.decode()


# -- the work itself --------------------------------------------------------------


def test_the_work_is_followed_before_anything_is_answered(
    municipality, kept, lars, signed_in
):
    reply = signed_in(lars).get(ADDRESS)
    page = reply.content.decode()
    _coherent, _response, contact, without = reply.context["numbers"]
    assert (contact.shown, without.shown) == ("5 dage", "3")
    assert "95 %-interval: " in contact.sure
    assert "af 214 aktive sager" in without.sure
    assert "intet interval" in without.sure
    assert "2 tilbud over fristen, 1 hvor" in without.rests_on
    assert "3 sager med tre afdelinger eller flere mangler en tovholder" in page
    assert reply.context["headline"] == "Intet har ændret sig ud over det sædvanlige."
    lines = {line.label: line for line in reply.context["lines"]}
    assert lines["Afvist eller bortfaldet"].latest == "33 %"
    assert lines["Lige tilbage igen"].latest == "33 %"
    assert lines["Fra tilbudt til modtaget"].latest == "2 dage"


def test_the_committees_page_of_an_old_year_tells_of_that_year_alone(
    last_year, kept, lars, signed_in
):
    """Two of nine offers a month were declined, one lapsed; nothing is of today."""
    year = timezone.localdate().year - 1
    months = kept["handover_months"]
    of_year = {at: month for at, month in months.items() if at.year == year}
    kept["handover_months"] = of_year
    page = signed_in(lars).get(f"/ledelse/udvalg/?period={year}")
    told = {n.label: n for n in page.context["page_told"].numbers}
    ended = 9 * len(of_year)
    lost = told["Afvist eller bortfaldet"]
    assert lost.base.startswith(f"{ended // 3} af {ended} afsluttede tilbud; 95 %: ")
    assert lost.value == ("33,3 %" if ended > 99 else "33 %")
    (window,) = kept.asked["handover_months"]
    assert (window["since"].year, window["until"].year) == (year, year + 1)
    assert not kept.asked["cases_without_accepted_holder"]
    assert "i dag" not in words_of(page)


def test_half_and_nine_of_ten_are_told_of_every_stretch(
    municipality, kept, lars, signed_in
):
    """Offered, accepted, first contact: of the newest closed quarter, three months."""
    page = words_of(signed_in(lars).get(ADDRESS))
    assert "Ventedage Median Ni ud af ti inden for n" in page
    assert "Fra tilbudt til modtaget 2 9 18 " in page
    assert "Fra modtaget til første kontakt 2,5 16 18 " in page
    assert "Fra tilbudt til første kontakt 5 25 18 " in page


def test_a_change_is_in_the_headline(municipality, kept, lars, signed_in):
    kept["handover_months"][months_ago(1)]["contact"] = [40] * 6
    kept["handover_months"][months_ago(2)]["contact"] = [5] * 6
    reply = signed_in(lars).get(ADDRESS)
    said = reply.context["headline"]
    expected = r"Dårligere end normalt: Fra tilbudt til første kontakt \(\w+ \d\d\)\."
    assert re.fullmatch(expected, said)
    assert "sign worse" in reply.content.decode()


def test_the_days_are_drawn_behind_a_wait(municipality, kept, lars, signed_in):
    page = signed_in(lars).get(f"{ADDRESS}noegletal/answer-time/").content.decode()
    assert "Halvdelen ventede højst 2 dage, ni ud af ti højst 9 dage" in page
    assert page.count("<svg xmlns") == 4
