"""`check_invariants` finds each kind of breakage in the surveys when one is planted."""

from datetime import date

import pytest

from coordination.invariants import broken
from feedback.answer.intake import answer
from feedback.answer.models import Closing, Count, Intake
from feedback.instrument.catalogue import HANDOVER_PULSE
from feedback.invitation.models import Invitation
from tests.feedback.years import play

MONTH = date(2026, 1, 1)


def codes():
    return {code for code in broken() if code in {"I9", "I11", "I12", "I21"}}


def intake(**fields):
    return Intake.objects.create(
        month=MONTH,
        instrument=HANDOVER_PULSE,
        language="da",
        giver=1,
        receiver=2,
        warm=True,
        mentor=False,
        course_band="",
        departments=3,
        **fields,
    )


def published(**fields):
    return Count.objects.create(
        table="quarter",
        since=MONTH,
        until=MONTH,
        instrument=HANDOVER_PULSE,
        dimension="giver",
        value="1",
        **fields,
    )


def test_nothing_is_broken_after_an_ordinary_year(jobs, housing, psychiatry):
    play([jobs, housing, psychiatry], first=MONTH, months=12, per_month=12)
    assert codes() == set()


def test_a_handover_without_a_decision_is_found(queued):
    assert codes() == set()
    Invitation.objects.filter(pk=queued.pk).delete()
    assert codes() == {"I9"}


def test_answers_without_an_invitation_are_found(municipality):
    intake()
    assert codes() == {"I11"}


def test_an_invitation_without_its_answers_is_found(sent):
    answer(sent, answers={})
    Intake.objects.all().delete()
    assert codes() == {"I11"}


def test_answers_left_after_closing_are_found(municipality):
    intake()
    Closing.objects.create(month=MONTH)
    assert codes() == {"I11", "I12"}


@pytest.mark.parametrize(
    "cell",
    [
        {"item": "", "category": "answered", "n": 4},
        {"item": "coherent", "category": "3", "n": 4},
        {"item": "coherent", "category": "hidden", "n": 3},
    ],
)
def test_a_published_group_that_is_too_small_is_found(municipality, cell):
    published(**cell)
    assert codes() == {"I21"}
