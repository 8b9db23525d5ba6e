"""The leader's tables over HTTP say what the page says, to the same people."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.models import Event
from feedback.answer.models import Count
from tests.cast import settle_three
from tests.feedback.years import play, settle_five

BASE = "/api/v1/figures/"


pytestmark = pytest.mark.commits


def live_a_quarter():
    """Let three months pass in eight departments."""
    town = [*settle_three(), *settle_five()]
    play(town, first=date(2025, 10, 1), months=3, per_month=40)


@pytest.fixture(scope="module")
def founded(found):
    return found(live_a_quarter)


def test_each_fixed_table_is_there_and_no_other(lars, signed_in):
    client = signed_in(lars)
    index = client.get(BASE).json()
    assert index["quarters"] == ["2025-12"]
    assert index["years"] == [2025]

    months = client.get(f"{BASE}months/").json()
    assert [row["until"] for row in months] == [
        "2025-10-01",
        "2025-11-01",
        "2025-12-01",
    ]
    for dimension in index["dimensions"]:
        rows = client.get(f"{BASE}quarters/2025-12/{dimension}/").json()
        assert rows
        for row in rows:
            assert (row["invited"] is None) == row["hidden"]
    paths = client.get(f"{BASE}years/2025/").json()
    assert all(">" in row["value"] for row in paths)
    assert any(row["hidden"] for row in paths)
    assert Event.objects.filter(kind="figures.read").count() == 3 + len(
        index["dimensions"]
    )


def test_a_quarter_is_the_sum_of_its_months_to_the_last_answer(lars, signed_in):
    client = signed_in(lars)
    months = client.get(f"{BASE}months/").json()
    warm = client.get(f"{BASE}quarters/2025-12/warm/").json()
    assert not any(row["hidden"] for row in warm)
    for what in ("invited", "answered"):
        assert sum(row[what] for row in months) == sum(row[what] for row in warm)


def test_what_is_not_published_is_not_found(lars, signed_in):
    client = signed_in(lars)
    for address in (
        "quarters/2025-11/giver/",
        "quarters/2025-99/giver/",
        "quarters/0-0/giver/",
        "quarters/2025-12/person/",
        "quarters/2025-12/path/",
        "years/1999/",
        "years/99999999/",
    ):
        assert client.get(BASE + address).status_code == 404, address


@pytest.mark.parametrize("who", ["jonas", "mona", "administrator"])
def test_only_leaders_and_auditors(request, municipality, signed_in, who):
    client = signed_in(request.getfixturevalue(who))
    for address in ("", "months/", "quarters/2025-12/giver/", "years/2025/"):
        assert client.get(BASE + address).status_code == 403


def test_a_whole_table_is_given_as_bare_counts(lars, signed_in):
    client = signed_in(lars)
    told = client.get(f"{BASE}counts/quarter/receiver/").json()
    found = Count.objects.quarters("receiver")
    stored = found.values_list("until", "value", "item", "category", "n")
    assert told["columns"] == ["until", "value", "item", "category", "n"]
    given = {(date.fromisoformat(row[0]), *row[1:]) for row in told["counts"]}
    assert given == set(stored)
    for unknown in ("counts/round/receiver/", "counts/quarter/person/"):
        assert client.get(BASE + unknown).status_code == 404


def test_a_table_costs_four_queries_and_never_reads_an_answer(lars, signed_in):
    client = signed_in(lars)
    for address in ("", "months/", "quarters/2025-12/giver/", "years/2025/"):
        client.get(BASE + address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(BASE + address).status_code == 200
        assert len(queries) <= 4, [query["sql"][:60] for query in queries]
        asked = " ".join(query["sql"] for query in queries)
        for table in ("intake", "invitation", "tally"):
            assert f"feedback_{table}" not in asked


def test_the_series_are_those_of_the_page(lars, signed_in):
    client = signed_in(lars)
    told = {row["code"]: row for row in client.get(f"{BASE}indicators/").json()}
    months = client.get(f"{BASE}months/").json()
    points = told["coherent"]["points"]
    assert [p["until"] for p in points] == [m["until"] for m in months]
    for point, row in zip(points, months, strict=True):
        item = row["items"]["coherent"]
        assert Decimal(point["value"]).quantize(Decimal("0.01")) == Decimal(
            item["mean"]
        )
        assert point["n"] == item["valid"]
    assert told["coherent"]["variation"] == "few"
    assert told["coherent"]["phases"][0]["mean"] is None
