"""A remark is shown in the quarter in which its own answers are published."""

from datetime import date

import pytest

from feedback.answer import tables
from feedback.answer.closing import close
from feedback.answer.models import Intake
from feedback.instrument.catalogue import HANDOVER_PULSE
from feedback.invitation.models import Invitation
from feedback.remark import actions
from feedback.remark.models import Remark
from feedback.remark.published import of_quarter
from tests.feedback.wordings import OLDER, keep_file

JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE = (date(2026, n, 1) for n in range(1, 7))
SAID = "Det gik godt hele vejen"


@pytest.fixture
def play(town_hall, psychiatry, jobs):
    """Let some citizens who came to psychiatry, and some who left, answer a month."""
    there, back = (jobs.pk, psychiatry.pk), (psychiatry.pk, jobs.pk)

    def ask_and_close(month, came=0, left=0, text=""):
        town_hall(month, paths=[there] * came + [back] * left, text=text)
        close(month)

    return ask_and_close


def let_out(leader):
    for remark in Remark.objects.visible_to(leader).held():
        actions.release(remark, by=leader, out=[])


def texts_of(quarter):
    return [text for group in of_quarter(quarter) for text in group.texts]


def test_a_text_of_a_month_held_back_is_not_shown_with_others_answers(
    play, lone, psychiatry
):
    play(JANUARY, 12, 12)
    play(FEBRUARY, 12, 12)
    play(MARCH, 3, text=SAID)
    let_out(lone)

    assert Remark.objects.released().count() == 3
    assert {group.answered for group in of_quarter(MARCH)} == {24}
    assert texts_of(MARCH) == []

    play(APRIL, 12, 12)
    play(MAY)
    play(JUNE)
    assert texts_of(MARCH) == []
    (theirs,) = [
        group for group in of_quarter(JUNE) if group.value == str(psychiatry.pk)
    ]
    assert theirs.answered == 15
    assert theirs.texts == (SAID,) * 3


def test_a_text_is_shown_later_when_nothing_of_its_own_quarter_is(play, lone):
    play(MARCH, 3, text=SAID)
    assert not tables.months()
    assert of_quarter(MARCH) == []

    play(APRIL, 12, 12)
    play(MAY)
    play(JUNE)
    let_out(lone)
    assert texts_of(JUNE) == [SAID] * 3


def test_a_text_has_its_quarter_as_soon_as_its_month_is_published(play):
    play(FEBRUARY, 3, text=SAID)
    assert set(Remark.objects.values_list("month", flat=True)) == {None}

    play(MARCH, 12, 12, SAID)
    play(APRIL, 3, text=SAID)
    months = Remark.objects.order_by("month").values_list("month", flat=True)
    assert list(months) == [JANUARY] * 27 + [None] * 3


def test_a_text_that_waits_for_its_answers_can_be_read_and_erased(play, lone):
    play(MARCH, 3, text=SAID)
    first, second, third = Remark.objects.visible_to(lone).held()
    actions.release(first, by=lone, out=[0])
    actions.drop(second, by=lone)

    play(APRIL, 12, 12)
    play(MAY)
    play(JUNE)
    assert texts_of(JUNE) == ["[…] gik godt hele vejen"]
    assert list(Remark.objects.held()) == [third]


def test_what_was_written_of_a_hidden_department_is_gone_when_the_others_are_shown(
    play, town_hall, jobs, housing, psychiatry, lone
):
    town_hall(MARCH, paths=[(jobs.pk, housing.pk)], text=SAID)
    play(MARCH, 14, 12, text="Godt")
    shown = {int(group.value) for group in of_quarter(MARCH) if not group.hidden}
    assert housing.pk not in shown
    assert shown, "with all of them hidden nothing is shown anyway"
    assert set(Remark.objects.values_list("receiver", flat=True)) == shown


def test_a_text_does_not_say_which_wording_it_is_in(
    play, town_hall, jobs, psychiatry, settings, tmp_path
):
    """It would lead to the few who are left of the older one: ADR 6."""
    keep_file(settings, tmp_path)
    town_hall(MARCH, paths=[(jobs.pk, psychiatry.pk)] * 3, text=SAID)
    Invitation.objects.update(instrument=OLDER)
    Intake.objects.update(instrument=OLDER)
    play(MARCH, 12, 12)

    assert {row.instrument for row in tables.months()} == {HANDOVER_PULSE}
    assert set(Remark.objects.values_list("month", flat=True)) == {JANUARY}
    assert "instrument" not in {field.name for field in Remark._meta.get_fields()}
