"""A closed period shows all of its months, however many have followed it."""

from collections import defaultdict
from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.committee.of_pulse import of_pulse
from feedback.leaders.gathering import gather
from tests.cast import settle_three
from tests.feedback.years import play

ANSWERS = "/ledelse/svar/"


pytestmark = pytest.mark.commits


def live_long():
    """Let two years and a half pass, of which the charts draw two."""
    town = settle_three()
    play(town, first=date(2023, 1, 1), months=30, per_month=16, answering=0.7)


@pytest.fixture(scope="module")
def founded(found):
    return found(live_long)


def asked_and_answered(first, last):
    """Return how many were asked and answered in the published months, added up."""
    found = defaultdict(int)
    months = Count.objects.months().filter(until__range=(first, last), item="")
    for category, n in months.values_list("category", "n"):
        found[category] += n
    return found["answered"], found["invited"]


def steps_of(first, last, item):
    """Return how many chose each step in the published months, added up."""
    found = defaultdict(int)
    months = Count.objects.months().filter(until__range=(first, last), item=item)
    for category, n in months.values_list("category", "n"):
        if category.isdigit() and n:
            found[category] += n
    return found


def quarters():
    return sorted(
        Count.objects.filter(table="quarter").values_list("until", flat=True).distinct()
    )


def test_every_closed_period_is_the_sum_of_its_months(lars, signed_in):
    client, today = signed_in(lars), timezone.localdate()
    assert len(quarters()) == 10
    for quarter in closed(Count.Table.QUARTER):
        since, until = quarter.since, quarter.until
        answered, asked = asked_and_answered(since, until)
        assert asked == 48

        reply = client.get(f"{ANSWERS}?quarter={until:%Y-%m}")
        total = reply.context["total"]
        assert (total.answered, total.invited) == (answered, asked), until
        with translation.override("da"):
            page = of_pulse(quarter, today=today)
        assert page.numbers[1].base.startswith(f"{answered} af {asked} spurgte"), until
        address = f"/ledelse/sammenligning/kvartal-{until:%Y-%m}.json"
        (overall,) = (
            cell["counts"]
            for cell in client.get(address).json()["cells"]
            if (cell["item"], cell["dimension"]) == ("coherent", "total")
        )
        assert overall == steps_of(since, until, "coherent"), until


def test_every_closed_year_is_the_sum_of_its_months():
    years = closed(Count.Table.YEAR)
    assert [each.key for each in years] == ["2024", "2023"]
    for year in years:
        answered, asked = asked_and_answered(year.since, year.until)
        with translation.override("da"):
            page = of_pulse(year, today=timezone.localdate())
        assert page.numbers[1].base.startswith(f"{answered} af {asked} spurgte"), year


def test_an_old_period_costs_no_more_queries_than_a_new_one(lars, signed_in):
    client, found = signed_in(lars), []
    client.get(ANSWERS)
    for until in (quarters()[0], quarters()[-1]):
        for address in (
            f"{ANSWERS}?quarter={until:%Y-%m}",
            f"/ledelse/udvalg/?period={until:%Y-%m}",
            f"/ledelse/sammenligning/kvartal-{until:%Y-%m}.json",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200, address
            found.append(len(queries))
    assert found[:3] == found[3:]


def test_what_the_first_page_draws_costs_two_queries(django_assert_num_queries):
    import_module("cases.handover.sums")  # offers the months of the work
    with django_assert_num_queries(2):
        gathered = gather()
    assert len(gathered.rows) == 24
    assert gathered.quarters == closed(Count.Table.QUARTER)
    assert [q.until for q in gathered.quarters] == list(reversed(quarters()))
