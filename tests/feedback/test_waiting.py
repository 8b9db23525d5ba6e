"""Counts that wait are read by the closing, and by nobody who has only the database."""

from datetime import date

import pytest
from django.db import connection

from coordination.encryption import CannotDecrypt
from feedback.answer.closing import close
from feedback.answer.models import Closing, Count, Intake, Waiting
from feedback.answer.waiting import Tally, open_waiting, seal_waiting
from feedback.remark.models import Remark

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
ONE = Tally(FEBRUARY, "handover-pulse-1", "path", "1>2", "coherent", "5", 1)
ANOTHER_KEY = ["other:" + "B" * 43 + "="]
# few enough to wait
FEW = [(1, 2), (2, 1), (1, 3)]


def test_what_is_laid_by_is_all_that_waits():
    assert open_waiting() == []
    for tallies in ([ONE, ONE._replace(released=True)], [ONE], []):
        seal_waiting(tallies)
        assert open_waiting() == tallies
    assert Waiting.objects.count() == 1


def test_nothing_of_it_is_legible(town_hall):
    town_hall(FEBRUARY, paths=FEW, text="Det gik fint hele vejen")
    close(FEBRUARY)
    assert {tally.value for tally in open_waiting() if tally.dimension == "path"}
    with connection.cursor() as cursor:
        for table in ("feedback_waiting", "feedback_remark"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            stored = str(cursor.fetchall())
            assert stored != "[]"
            for part in ("1>2", "path", "coherent", "fint"):
                assert part not in stored
                assert part.encode().hex() not in stored


def test_without_the_key_nothing_is_closed_and_nothing_lost(town_hall, settings):
    town_hall(JANUARY, paths=FEW)
    close(JANUARY)
    town_hall(FEBRUARY, paths=FEW * 5, text="Godt")
    before, own = list(open_waiting()), settings.ANSWER_KEYS

    settings.ANSWER_KEYS = ANOTHER_KEY
    with pytest.raises(CannotDecrypt, match="test"):
        close(FEBRUARY)
    assert Intake.objects.count() == 15
    assert not Closing.objects.filter(month=FEBRUARY).exists()

    settings.ANSWER_KEYS = [*ANOTHER_KEY, *own]
    assert open_waiting() == before
    assert close(FEBRUARY)
    assert Count.objects.months().get(item="", category="answered").n == 18

    settings.ANSWER_KEYS = ANOTHER_KEY
    assert all(tally.released for tally in open_waiting())
    assert Remark.objects.first().text == "Godt"
