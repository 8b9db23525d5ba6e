"""At the month's closing answers become counts, and nothing leads back to anyone."""

from collections import Counter
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from coordination.models import Municipality
from coordination.periodic import run_due
from feedback.answer import closing, tables
from feedback.answer.models import Closing, Count, Intake, Waiting
from feedback.answer.waiting import open_waiting
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.remark.models import Remark

ITEMS = [item.code for item in load(HANDOVER_PULSE).items]
JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


MANY = [(1, 2), (2, 1), (1, 3)] * 5


def close(month):
    return closing.close(month)


def test_answers_become_counts_and_are_gone(town_hall):
    town_hall(JANUARY, paths=MANY)
    expected = Counter()
    for intake in Intake.objects.all():
        expected.update((code, value) for code, value in intake.answers.items())

    assert close(JANUARY) is True

    assert not Intake.objects.exists()
    found = {
        (count.item, count.category): count.n
        for count in Count.objects.months()
        if count.item
    }
    assert found == dict(expected)
    response = Count.objects.months().filter(item="").values_list("category", "n")
    assert dict(response) == {"invited": 15, "sent": 15, "answered": 15}


def test_closing_again_changes_nothing(town_hall):
    town_hall(JANUARY, paths=MANY)
    assert close(JANUARY)
    before = list(Count.objects.values())
    assert close(JANUARY) is False
    assert list(Count.objects.values()) == before


def test_a_month_with_too_few_waits_for_the_next(town_hall):
    town_hall(JANUARY, paths=MANY[:4])
    town_hall(JANUARY, paths=MANY, answered=False)
    close(JANUARY)
    assert not Intake.objects.exists()
    assert not Count.objects.exists()

    town_hall(FEBRUARY, paths=MANY)
    close(FEBRUARY)
    (row,) = tables.months()
    assert (row.since, row.until) == (JANUARY, FEBRUARY)
    assert (row.invited, row.answered) == (34, 19)
    assert row.items["coherent"].valid == 19


def test_a_quarter_is_the_sum_of_its_months_and_hides_small_departments(town_hall):
    for month in (JANUARY, FEBRUARY, MARCH):
        town_hall(month, paths=[(1, 2)] * 8 + [(2, 3)] * 7 + [(3, 4)])
        town_hall(month, paths=[(1, 2)] * 3 + [(3, 4)] * 4, answered=False)
        close(month)

    months = tables.months()
    total = tables.total(months)
    rows = {row.value: row for row in tables.quarter(until=MARCH, dimension="giver")}
    assert (total.invited, total.answered) == (69, 48)
    assert rows["3"].response is None
    assert [value for value, row in rows.items() if row.response is None] == ["2", "3"]
    assert rows["1"].answered == 24
    hidden = Count.objects.quarters("giver").filter(value="3")
    assert set(hidden.values_list("category", "n")) == {("hidden", 0)}
    assert {tally.dimension for tally in open_waiting()} == {"path"}


def test_what_a_table_hides_is_nowhere_once_the_year_is_closed(town_hall):
    december = date(2026, 12, 1)
    town_hall(december, paths=[(1, 2)] * 12 + [(2, 1)] * 9 + [(3, 1)] * 2)
    close(december)

    assert open_waiting() == []
    year = tables.year(until=december)
    assert {row.value for row in year if row.response is None} >= {"3>1"}
    shown = Count.objects.exclude(category="hidden").exclude(item="")
    assert not shown.filter(dimension="path", value="3>1").exists()


def test_free_text_keeps_its_month_and_receiver_only(town_hall):
    town_hall(JANUARY, paths=MANY, text="Det gik fint.")
    close(JANUARY)
    remark = Remark.objects.values().first()
    assert set(remark) == {
        "id",
        "month",
        "round_id",
        "receiver",
        "text",
        "state",
        "version",
        "released_by_id",
        "released_at",
    }
    assert remark["round_id"] is None
    assert Remark.objects.filter(receiver=2).count() == 5
    assert set(Remark.objects.values_list("released_by", flat=True)) == {None}


def test_order_numbers_and_transactions_say_nothing_after_closing(town_hall):
    town_hall(JANUARY, paths=MANY)
    close(JANUARY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM feedback_count")
        assert cursor.fetchone() == (1,)
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_name LIKE 'feedback_%' AND column_name LIKE '%answered%'"
        )
        assert cursor.fetchall() == []
    names = {f.name for model in (Count, Waiting) for f in model._meta.get_fields()}
    assert not names & {"invitation", "recipient", "case", "event", "at", "created_at"}


def test_published_counts_are_never_changed(town_hall):
    town_hall(JANUARY, paths=MANY)
    close(JANUARY)
    for change in (
        lambda: Count.objects.update(n=1),
        lambda: Count.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_only_months_that_are_over_are_closed_and_each_in_turn(town_hall):
    town_hall(JANUARY, paths=MANY)
    assert closing.to_close(datetime(2026, 2, 1, 0, 1, tzinfo=COPENHAGEN)) == []
    assert closing.to_close(datetime(2026, 4, 2, 0, 1, tzinfo=COPENHAGEN)) == [
        JANUARY,
        FEBRUARY,
        MARCH,
    ]
    done = run_due(datetime(2026, 4, 2, 1, tzinfo=COPENHAGEN))
    assert done["answer.close"] == 3
    assert run_due(datetime(2026, 4, 2, 1, tzinfo=COPENHAGEN))["answer.close"] == 0
    assert Closing.objects.count() == 3


def test_with_nothing_asked_there_is_nothing_to_close(municipality):
    assert closing.to_close(timezone.now()) == []


def test_a_higher_limit_hides_more(town_hall, municipality):
    municipality.publish_answers_min = 20
    municipality.save()
    town_hall(JANUARY, paths=MANY)
    close(JANUARY)
    assert not Count.objects.exists()
    assert Municipality.current().publish_answers_min == 20
