"""The leader's page shows closed tables to leaders, the same ones to all."""

import re
from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.models import Department, Event
from coordination.organisation import open_department
from feedback.answer.models import Count
from tests.cast import employ
from tests.feedback.years import months_ago, play

NAMES = ["Børn og Familie", "Sundhed", "Ydelse", "Misbrugscenter", "Borgerservice"]
ADDRESS = "/ledelse/"


@pytest.fixture
def town(jobs, housing, psychiatry):
    for name in NAMES:
        open_department(name, by=None)
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


def test_a_leader_sees_the_newest_quarter(two_years, lars, signed_in):
    reply = signed_in(lars).get(ADDRESS)
    page = reply.content.decode()

    assert reply.status_code == 200
    assert "Prøve Kommune" in page
    assert page.count("<svg xmlns") == 6
    assert page.count("<details>") == 3
    for name in NAMES:
        assert name in page
    assert "style=" not in page
    assert "<script>" not in page


def test_the_look_is_put_on_record_once(quarter, lars, signed_in):
    signed_in(lars).get(f"{ADDRESS}?by=giver")
    event = Event.objects.get(kind="figures.read")
    assert (event.by, event.purpose, event.facts["by"]) == (lars, "management", "giver")


def test_the_page_costs_few_queries_and_never_reads_answers(quarter, lars, signed_in):
    import_module("cases.relay.report")  # offers the relay, three queries of it
    client = signed_in(lars)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS)
    assert len(queries) <= 12, [query["sql"][:60] for query in queries]
    asked = " ".join(query["sql"] for query in queries)
    assert "feedback_intake" not in asked
    assert "feedback_tally" not in asked


@pytest.mark.parametrize("who", ["jonas", "kim", "mona", "administrator", "outsider"])
def test_only_leaders_and_auditors_see_it(request, quarter, signed_in, who):
    assert signed_in(request.getfixturevalue(who)).get(ADDRESS).status_code == 403
    assert not Event.objects.filter(kind="figures.read").exists()


def test_an_auditor_sees_the_same_tables_as_a_leader(quarter, lars, auditor, signed_in):
    def shown(user):
        page = signed_in(user).get(ADDRESS).content.decode()
        return re.findall(r"<t[dh][ >].*?</t[dh]>", page)

    assert shown(lars) == shown(auditor)


def test_nobody_sees_it_without_signing_in(client, municipality):
    reply = client.get(ADDRESS)
    assert (reply.status_code, reply["Location"][:9]) == (302, "/account/")


@pytest.mark.parametrize(
    "query",
    ["?quarter=1999-01", "?quarter=%00", "?by=person", "?item=x&by=giver", "?by="],
)
def test_an_unknown_choice_shows_the_usual(quarter, lars, signed_in, query):
    assert signed_in(lars).get(ADDRESS + query).status_code == 200


def test_before_anything_is_counted_it_says_when(municipality, lars, signed_in):
    page = signed_in(lars).get(ADDRESS).content.decode()
    assert "empty" in page
    assert "<svg xmlns" not in page


def test_no_number_of_a_hidden_department_is_on_the_page(quarter, lars, signed_in):
    hidden = Count.objects.filter(category="hidden", item="", dimension="receiver")
    newest = Count.objects.filter(table="quarter").order_by("-until").first().until
    values = {row.value for row in hidden.filter(until=newest)}
    names = {str(d.pk): d.name for d in quarter}
    assert values, "the town is large enough for every department; hide something"
    page = signed_in(lars).get(ADDRESS).content.decode()
    for value in values:
        row = re.search(
            rf'<th scope="row">{names[value]}</th>(.*?)</tr>', page, re.DOTALL
        )
        assert not re.findall(r">\s*\d", row[1])


@pytest.fixture
def kept(monkeypatch):
    """Process figures as the cases offer them."""
    answers = {
        "waiting_days": {"accepted": [0, 1, 2, 2, 3, 9], "first_contact": [4, 5, 25]},
        "cases_without_coordinator": 3,
        "handover_outcomes": {"accepted": 6, "declined": 2, "lapsed": 1},
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


def test_process_figures_are_shown_when_somebody_keeps_them(
    quarter, kept, lars, signed_in
):
    page = signed_in(lars).get(ADDRESS).content.decode()
    assert (
        "Halvdelen blev modtaget inden for 2 dage, ni ud af ti inden for 9 dage" in page
    )
    assert "Uden tovholder i dag</dt><dd>3 " in page
    assert "Afvist</dt><dd>2 " in page
    assert "1.348" in page
    assert ">17</td>" in page
    assert ">2,5</td>" in page
    assert page.count("<svg xmlns") == 8


def test_the_relay_is_shown_before_anything_is_answered(
    municipality, kept, lars, signed_in
):
    page = signed_in(lars).get(ADDRESS).content.decode()
    assert "Stafettens vej" in page
