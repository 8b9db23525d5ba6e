"""The leaders' pages show closed tables to leaders, the same ones to all."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.models import Department, Event
from feedback.analytics.statistics import half_up
from feedback.answer import tables
from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.benchmark import actions as benchmark_actions
from feedback.committee.of_pulse import of_pulse, without_holder
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.figures import DASH
from feedback.leaders.indicators import indicators
from feedback.leaders.selection import BY
from feedback.target import actions as target_actions
from tests.cast import employ
from tests.feedback.years import NAMES, months_ago, play

ADDRESS, ANSWERS, WAYS = "/ledelse/", "/ledelse/svar/", "/ledelse/veje/"
EVERY = [ADDRESS, ANSWERS, WAYS, "/ledelse/noegletal/coherent/"]


@pytest.fixture
def town(jobs, housing, psychiatry, five):
    return list(Department.objects.order_by("pk"))


@pytest.fixture
def two_years(town):
    play(town, first=months_ago(24), months=24, per_month=40)
    return town


@pytest.fixture
def quarter(town):
    play(town, first=date(2026, 1, 1), months=3, per_month=40)
    return town


@pytest.fixture
def auditor(jobs):
    return employ("asta", jobs, "auditor")


def test_the_first_page_tells_four_numbers_and_every_indicator(
    two_years, lars, signed_in
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
        assert "95 % sikkert mellem" in number.sure
        assert re.search(r"\d", number.rests_on)
    assert page.count('class="spark"') == 7
    assert len(reply.context["lines"]) == 11
    assert "style=" not in page
    assert "<script>" not in page
    # a single number has no colour, however low it is
    stats = page[page.index('<dl class="stats">') : page.index("</dl>")]
    assert not re.search(r'class="[^"]*(danger|warning|worse|bad)', stats)


def test_each_look_is_put_on_record_once(municipality, lars, signed_in):
    client = signed_in(lars)
    for n, address in enumerate(EVERY, start=1):
        client.get(address)
        looks = Event.objects.filter(kind="figures.read", by=lars)
        assert looks.filter(purpose="management").count() == n


def test_an_answers_page_shows_one_table_at_a_time(quarter, lars, signed_in):
    reply = signed_in(lars).get(f"{ANSWERS}?by=giver&item=same_message")
    page = reply.content.decode()
    assert Event.objects.get(kind="figures.read").facts["by"] == "giver"
    assert page.count("<svg xmlns") == 4
    for name in NAMES:
        assert name in page


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
    import_module("cases.relay.report")  # offers the relay, three queries of it
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


def test_an_auditor_sees_the_same_tables_as_a_leader(quarter, lars, auditor, signed_in):
    def shown(user, address):
        page = signed_in(user).get(address).content.decode()
        return re.findall(r"<t[dh][ >].*?</t[dh]>", page)

    for address in EVERY:
        assert shown(lars, address) == shown(auditor, address)


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
    page = signed_in(lars).get(ANSWERS).content.decode()
    for value in values:
        rows = re.findall(
            rf'<th scope="row">{names[value]}</th>(.*?)</tr>', page, re.DOTALL
        )
        assert rows
        assert not re.findall(r">\s*\d", "".join(rows))


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


def test_another_version_of_the_questions_breaks_every_chart(
    two_years, lars, signed_in
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


# -- from whom to whom ------------------------------------------------------------


@pytest.fixture
def last_year(town):
    begin = date(timezone.localdate().year - 1, 1, 1)
    play(town, first=begin, months=12, per_month=60)
    return town


def test_scores_are_those_of_the_published_year(last_year, lars, signed_in):
    reply = signed_in(lars).get(f"{WAYS}?item=had_a_say")
    ways, year = reply.context["ways"], timezone.localdate().year - 1
    rows = {row.value: row for row in tables.year(until=date(year, 12, 1))}
    names = {d.pk: d.name for d in last_year}
    assert rows
    for value, row in rows.items():
        giver, receiver = (names[int(end)] for end in value.split(">"))
        cell = ways.cell(giver, receiver)
        found = row.items.get("had_a_say") if row.response else None
        if found is None:
            assert (cell["css"], cell["score"]["mean"]) == ("hx", None)
        else:
            assert cell["score"]["n"] == found.valid
    shown = [
        c for row in ways.rows for c in row["cells"] if c["way"] and c["score"]["mean"]
    ]
    assert shown, "no way is large enough; ask more"
    assert "vises ikke" in reply.content.decode()


def test_waits_and_returns_stand_beside_the_scores(
    municipality, kept, lars, jobs, housing, signed_in
):
    reply = signed_in(lars).get(WAYS)
    page = reply.content.decode()
    assert "2 af 17 stafetter kom lige tilbage igen" in page
    way = reply.context["ways"].ways[jobs.name, housing.name]
    assert (way.handovers, way.waited, way.came_to_nothing) == (17, "4 dage", 6)
    (returning,) = reply.context["ways"].returning
    assert returning is way
    assert "1.348" in page
    assert ">2,5</td>" in page


def test_a_wait_of_few_is_not_shown(municipality, kept, lars, jobs, housing, signed_in):
    kept["handover_edges"][jobs.pk, housing.pk]["contact"] = [1, 2, 3, 4]
    reply = signed_in(lars).get(WAYS)
    assert reply.context["ways"].ways[jobs.name, housing.name].waited == ""


# -- the work itself --------------------------------------------------------------


@pytest.fixture
def kept(monkeypatch, jobs, housing):
    """Process figures as the cases offer them."""
    months = {
        months_ago(n): {
            "accepted": 6,
            "declined": 2,
            "lapsed": 1,
            "returned": 2,
            "answer": [0, 1, 2, 2, 3, 9],
            "contact": [3, 4, 5, 5, 6, 25],
        }
        for n in range(1, 25)
    }
    edge = {
        "accepted": 17,
        "declined": 3,
        "lapsed": 1,
        "objected": 0,
        "returned": 2,
        "answer": [1] * 17,
        "contact": [2, 3, 4, 5, 9],
    }
    answers = {
        "handover_months": months,
        "handover_edges": {(jobs.pk, housing.pk): edge},
        "cases_without_coordinator": 3,
        "cases_without_accepted_holder": {
            "offered": 9,
            "overdue": 2,
            "gone": 1,
            "without": 3,
            "active": 214,
        },
        "relay": {
            "cases": 1348,
            "departments": 2,
            "cases_with_3_departments": 12,
            "returns": 5,
            "handovers": 17,
            "paths": [{"from": "Bolig", "to": "Sundhed", "count": 17}],
            "days_held": [
                {"department": "Bolig", "median": 2.5, "p90": 9.0, "stays": 30}
            ],
        },
    }
    offered = {
        name: lambda found=found, **_asked: found for name, found in answers.items()
    }
    monkeypatch.setattr("coordination.figures._figures", offered)
    return answers


def test_the_work_is_followed_before_anything_is_answered(
    municipality, kept, lars, signed_in
):
    reply = signed_in(lars).get(ADDRESS)
    page = reply.content.decode()
    _coherent, _response, contact, without = reply.context["numbers"]
    assert (contact.shown, without.shown) == ("5 dage", "3")
    assert "95 % sikkert mellem" in contact.sure
    assert "af 214 aktive sager" in without.sure
    assert "intet interval" in without.sure
    said = without_holder()
    assert (said.value, said.base[:22]) == ("3", "af 214 aktive sager i ")
    assert "2 tilbud over fristen, 1 hvor" in without.rests_on
    assert "3 sager med tre afdelinger eller flere har ingen tovholder" in page
    assert reply.context["headline"] == "Intet har ændret sig ud over det sædvanlige."
    lines = {line.label: line for line in reply.context["lines"]}
    assert lines["Afvist eller bortfaldet"].latest == "33 %"
    assert lines["Lige tilbage igen"].latest == "33 %"
    assert lines["Fra tilbudt til modtaget"].latest == "2 dage"


def test_a_change_is_in_the_headline(municipality, kept, lars, signed_in):
    kept["handover_months"][months_ago(1)]["contact"] = [40] * 6
    kept["handover_months"][months_ago(2)]["contact"] = [5] * 6
    reply = signed_in(lars).get(ADDRESS)
    said = reply.context["headline"]
    assert said == "Dårligere end normalt: Fra tilbudt til første kontakt."
    assert "sign worse" in reply.content.decode()


def test_the_days_are_drawn_behind_a_wait(municipality, kept, lars, signed_in):
    page = signed_in(lars).get(f"{ADDRESS}noegletal/answer-time/").content.decode()
    assert "Halvdelen ventede højst 2 dage, ni ud af ti højst 9 dage" in page
    assert page.count("<svg xmlns") == 4


# -- nobody's own figures ---------------------------------------------------------


def test_no_employee_is_on_any_page_or_in_any_file(
    last_year, lars, jonas, hanne, pia, kim, mona, outsider, case, signed_in
):
    """Who reads is named in the corner; nobody else is anywhere."""
    others = [jonas, hanne, pia, kim, mona, outsider]
    client = signed_in(lars)
    codes = [i.code for i in indicators(load(HANDOVER_PULSE))]
    places = [
        *EVERY,
        *(f"{ADDRESS}noegletal/{code}/" for code in codes),
        *(f"{ANSWERS}?by={by}" for by in BY),
        f"{ADDRESS}tal.csv",
        "/api/v1/figures/",
        "/api/v1/figures/months/",
        "/api/v1/figures/indicators/",
        "/api/v1/figures/targets/",
    ]
    for place in places:
        reply = client.get(place)
        assert reply.status_code == 200, place
        # the page's own token is 64 letters at random, and may spell anybody's name
        text = re.sub(r"[A-Za-z0-9]{64}", "", reply.content.decode())
        for person in others:
            for word in (person.name, person.username, person.email):
                assert word not in text, (place, word)
