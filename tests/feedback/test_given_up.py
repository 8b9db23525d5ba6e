"""What waits of a wording that was given up is deleted with its last answer."""

from datetime import date, datetime, timedelta

import pytest

from coordination.calendar import COPENHAGEN
from coordination.models import Event
from feedback.answer.models import Count
from feedback.answer.waiting import open_waiting
from feedback.instrument.catalogue import HANDOVER_PULSE
from feedback.invitation.models import Invitation
from tests.feedback.wordings import OLDER, keep_file
from tests.feedback.years import play

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


@pytest.fixture
def town(five, settings, tmp_path):
    keep_file(settings, tmp_path)
    return five


@pytest.fixture
def ask(town):
    """Let so many be asked in a month, all of them answer, and close it."""
    numbers = iter(range(0, 10_000, 1_000))

    def ask(month, count, wording):
        asked = {"first": month, "months": 1, "per_month": count, "answering": 1}
        play(town, after=next(numbers), wordings=[wording], **asked)

    return ask


@pytest.fixture
def still_open(town):
    """One citizen who was asked in the older wording and can still answer."""
    at = datetime(2026, 1, 20, 12, tzinfo=COPENHAGEN)
    row = Invitation.objects.create(
        event=Event.objects.create(kind="handover.accept", at=at),
        handover=9_000,
        giver=town[0].pk,
        receiver=town[1].pk,
        warm=True,
        mentor=False,
        course_band="3_to_6_months",
        departments=3,
        instrument=OLDER,
        state="queued",
    )
    asked = Invitation.objects.filter(pk=row.pk)
    closes_at = at + timedelta(days=30)
    asked.update(state="sent", sent_at=at, closes_at=closes_at, token_digest="9" * 64)
    return asked


def waiting(wording):
    return any(
        each.instrument == wording and not each.released for each in open_waiting()
    )


def test_too_few_answers_in_todays_wording_wait(ask):
    ask(JANUARY, 3, HANDOVER_PULSE)
    assert waiting(HANDOVER_PULSE)


def test_too_few_that_can_become_no_more_are_deleted(ask):
    ask(JANUARY, 3, OLDER)
    assert open_waiting() == []
    assert not Count.objects.exists()


def test_they_wait_while_somebody_can_still_answer(ask, still_open):
    ask(JANUARY, 3, OLDER)
    assert waiting(OLDER)

    still_open.update(state="expired", ended_month=FEBRUARY)
    ask(FEBRUARY, 12, HANDOVER_PULSE)
    assert not waiting(OLDER)
    assert set(Count.objects.values_list("instrument", flat=True)) == {HANDOVER_PULSE}


def test_who_ends_in_a_month_that_is_not_closed_yet_is_waited_for(ask, still_open):
    still_open.update(state="expired", ended_month=MARCH)
    ask(JANUARY, 3, OLDER)
    assert waiting(OLDER)


def test_with_enough_the_last_of_them_are_published(ask, still_open):
    ask(JANUARY, 3, OLDER)
    still_open.update(state="expired", ended_month=FEBRUARY)
    ask(FEBRUARY, 9, OLDER)
    counts = Count.objects.months().filter(item="", category="answered")
    assert list(counts.values_list("instrument", "n")) == [(OLDER, 12)]


def test_a_question_that_too_few_ticked_goes_with_the_rest(ask, monkeypatch):
    """The answers are published, but for one question that hardly anybody ticked."""
    monkeypatch.setattr(
        "tests.feedback.years.said",
        lambda _rng, place: "blank" if place == 1 else "4",
    )
    ask(JANUARY, 12, OLDER)
    items = set(Count.objects.values_list("item", flat=True))
    assert items == {"", "contact_person", "as_a_whole"}
    assert not waiting(OLDER)
