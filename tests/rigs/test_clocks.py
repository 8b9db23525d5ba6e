"""Many clocks strike at the same moment: what is due is done once, and told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.consent import actions as consent_actions
from cases.consent.deadlines import expire_due
from cases.consent.models import Consent
from cases.handover import actions as handover_actions
from cases.handover.deadlines import escalate_due, lapse_due, remind_due
from coordination.administration.seats.deadlines import end_seats
from coordination.calendar import today
from coordination.invariants import broken
from coordination.models import Event, Membership, Message
from coordination.tasks import deliver_all
from feedback.invitation import actions as invitation_actions
from feedback.invitation import deadlines as invitation_deadlines
from feedback.invitation.models import Invitation
from tests.cast import employ
from tests.rigs.hammer import at_once

pytestmark = pytest.mark.commits

CLOCKS = 8
OFFERS = {
    "remind": (remind_due, "reminded"),
    "escalate": (escalate_due, "escalated"),
    "lapse": (lapse_due, "lapsed"),
}


def strike(job, moment):
    """Let all the clocks do a job; return how often it was done."""
    done = at_once(*[lambda: job(moment)] * CLOCKS)
    assert all(isinstance(count, int) for count in done), done
    return sum(done)


@pytest.mark.parametrize("step", OFFERS)
def test_eight_clocks_take_a_step_of_an_offer_once(handover, housing, step):
    employ("bo", housing)
    employ("lis", housing, "leader")
    job, news = OFFERS[step]
    moment = handover.lapse_at + timedelta(seconds=1)
    assert strike(job, moment) == 1
    assert Event.objects.filter(kind=f"handover.{step}").count() == 1
    deliver_all()
    letters = Message.objects.filter(template=f"handover.{news}")
    people = list(letters.values_list("user", flat=True))
    assert people
    assert len(people) == len(set(people))
    assert not broken()


def test_eight_clocks_let_a_consent_end_once(case, jonas, housing):
    moment = timezone.now() + timedelta(days=1)
    consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="Bolig", until=moment
    )
    assert strike(expire_due, moment) == 1
    assert Event.objects.filter(kind="consent.expire").count() == 1
    assert Consent.objects.get(pk=consent.pk).state == Consent.State.EXPIRED
    assert not broken()


def test_eight_clocks_end_a_seat_once(case, jonas, lars):
    Membership.objects.filter(user=jonas).update(ends_on=today())
    assert strike(end_seats, timezone.now() + timedelta(days=1)) == 1
    assert Event.objects.filter(kind="membership.end").count() == 1
    assert case.periods.get(until=None).holder == lars
    assert not broken()


def test_eight_clocks_remind_a_citizen_once(handover, hanne):
    handover_actions.accept(handover, by=hanne, read_back="Karla mangler en bolig")
    asked = Invitation.objects.get(handover=handover.pk)
    invitation_actions.send(asked)
    moment = timezone.now() + timedelta(days=11)
    assert strike(invitation_deadlines.remind_due, moment) == 1
    assert Event.objects.filter(kind="invitation.remind").count() == 1
    assert Message.objects.filter(key=f"invitation:{asked.pk}:reminded").count() == 1
    assert not broken()
