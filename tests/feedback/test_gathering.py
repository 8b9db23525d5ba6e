"""What is worked out of the published months is kept until something else is read."""

from decimal import Decimal

import pytest
from django.utils import translation

from feedback.answer.models import Count
from feedback.leaders.gathering import gather
from feedback.note import actions as note
from feedback.target import actions as target
from tests.feedback.years import months_ago

ADDRESS = "/api/v1/figures/indicators/"


def publish(month, *, answered=8):
    """Publish a month, as its closing does."""
    for item, category, n in [
        ("", "invited", 10),
        ("", "answered", answered),
        ("coherent", "4", answered),
    ]:
        Count.objects.create(
            table="month",
            since=month,
            until=month,
            instrument="handover-pulse-1",
            dimension="total",
            item=item,
            category=category,
            n=n,
        )


@pytest.fixture
def closed(municipality, kept):
    """One month that is published."""
    publish(months_ago(3))


def test_the_same_is_worked_out_once(closed):
    assert gather() is gather()


def pin(lars):
    note.pin(by=lars, indicator="coherent", month=months_ago(3), what="Fælles møde")


def aim(lars):
    target.change({"coherent": Decimal("4.2")}, by=lars)


def close(_lars):
    publish(months_ago(2))


def rename(lars):
    pin(lars)
    gather()
    lars.name = "Lars Lund"
    lars.save()


@pytest.mark.parametrize("change", [pin, aim, close, rename])
def test_whatever_is_written_is_seen_at_once(closed, lars, change):
    before = gather()
    change(lars)
    assert gather() is not before


def test_what_happened_in_the_work_is_seen_at_once(closed, kept):
    before = gather()
    kept["handover_months"] = {
        **kept["handover_months"],
        months_ago(1): kept["handover_months"][months_ago(1)] | {"contact": [40] * 6},
    }
    after = gather()
    assert after is not before
    assert after.reading("first-contact").latest.value == 40


def test_each_language_has_its_words(closed):
    with translation.override("da"):
        danish = gather()
    with translation.override("en"):
        english = gather()
    assert danish.reading("coherent").indicator.label != (
        english.reading("coherent").indicator.label
    )
    with translation.override("da"):
        assert gather() is danish


def test_a_program_is_told_of_a_new_month_at_once(closed, lars, as_):
    first = as_(lars).get(ADDRESS).json()
    assert len(first[0]["points"]) == 1
    publish(months_ago(2), answered=9)
    again = as_(lars).get(ADDRESS).json()
    assert [point["answered"] for point in again[0]["points"]] == [8, 9]
