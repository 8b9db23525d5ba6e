"""Reminder, escalation, lapse: each at its time, at most once, none too late."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from cases.handover import actions
from cases.handover.models import Handover
from coordination.models import Event
from coordination.periodic import run_due

pytestmark = pytest.mark.django_db
KINDS = ("handover.remind", "handover.escalate", "handover.lapse")


def steps(handover):
    taken = Event.objects.filter(kind__in=KINDS, subject_id=str(handover.pk))
    return list(taken.order_by("pk").values_list("kind", flat=True))


def just_after(moment):
    return moment + timedelta(seconds=1)


def test_nothing_happens_before_the_deadline(handover):
    run_due(handover.remind_at - timedelta(seconds=1))
    assert steps(handover) == []


def test_five_two_and_five_working_days(handover):
    run_due(just_after(handover.remind_at))
    assert steps(handover) == ["handover.remind"]
    run_due(just_after(handover.escalate_at))
    assert steps(handover) == ["handover.remind", "handover.escalate"]
    run_due(just_after(handover.lapse_at))
    assert steps(handover) == list(KINDS)
    handover.refresh_from_db()
    assert handover.state == Handover.State.LAPSED
    assert handover.case.baton.department == handover.giver


def test_running_twice_does_nothing_more(handover):
    for moment in (handover.remind_at, handover.escalate_at, handover.lapse_at):
        run_due(just_after(moment))
        run_due(just_after(moment))
    assert steps(handover) == list(KINDS)


def test_after_three_days_off_each_step_is_still_taken_once(handover):
    run_due(handover.escalate_at + timedelta(hours=1))
    assert steps(handover) == ["handover.remind", "handover.escalate"]


def test_an_answered_offer_is_left_alone(handover, hanne):
    actions.accept(handover, by=hanne, read_back="Ja")
    run_due(just_after(handover.lapse_at))
    assert steps(handover) == []


def test_a_department_may_have_its_own_deadline(case, charter, jonas, psychiatry):
    psychiatry.handover_days = 1
    psychiatry.save()
    with time_machine.travel("2026-11-23T09:00:00+01:00", tick=False):
        row = actions.offer(
            case,
            by=jonas,
            receiver=psychiatry,
            reason="Haster",
            basis="necessity",
            basis_text="Haster",
        )
    assert row.remind_at.isoformat().startswith("2026-11-25T00:00:00+01:00")


def test_the_command_says_what_it_did(handover, capsys):
    call_command("run_due", at=just_after(handover.remind_at).isoformat())
    assert "1 handover.remind" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "moment", ["i morgen", "9999-12-31T23:59:59", "0001-01-01T00:00:00+01:00"]
)
def test_the_command_refuses_what_is_not_a_moment(moment, municipality):
    with pytest.raises(CommandError, match="ikke et tidspunkt"):
        call_command("run_due", at=moment)


def test_the_future_is_only_for_demo_and_tests(municipality, settings):
    settings.TESTING = settings.DEMO = False
    with pytest.raises(CommandError, match="demo"):
        call_command("run_due", at="2099-01-01T00:00+01:00")
