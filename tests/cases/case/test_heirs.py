"""When a holder goes away, the baton finds its heir in the same moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.baton.models import Cause
from cases.case.models import Case
from cases.consent import actions as consent_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from coordination.invariants import broken
from coordination.models import Event, Membership
from coordination.organisation import (
    close_department,
    deactivate,
    leave,
    stand_in,
)
from coordination.workflow import Refused
from tests.cast import employ, with_seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def housing_holds(case, jonas, hanne, housing):
    """Housing holds the baton, on the citizen's consent."""
    consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="Bolig"
    )
    handover = handover_actions.offer(
        case,
        by=jonas,
        receiver=housing,
        reason="Bolig",
        basis="consent",
        consent=consent,
    )
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    return consent


def held_by(case):
    baton = Case.objects.get(pk=case.pk).baton
    return baton.department, baton.holder, baton.cause


def test_the_deputy_comes_first(case, jonas, jobs, kim, lars):
    now = timezone.now()
    stand_in(
        jonas,
        by=jonas,
        deputy=kim,
        since=now - timedelta(hours=1),
        until=now + timedelta(days=1),
    )
    deactivate(jonas, by=None)
    assert held_by(case) == (jobs, kim, Cause.HEIR)


def test_then_the_coordinator(coordinated, jonas, jobs, kim, lars, lone):
    deactivate(jonas, by=None)
    assert held_by(coordinated) == (jobs, kim, Cause.HEIR)


def test_then_the_leader_of_whoever_was_involved_longest(case, jonas, jobs, lars, lone):
    deactivate(jonas, by=None)
    assert held_by(case) == (jobs, lars, Cause.HEIR)


def test_without_an_heir_nobody_is_deactivated(case, jonas):
    with pytest.raises(Refused, match=case.number):
        deactivate(jonas, by=None)
    jonas.refresh_from_db()
    assert jonas.is_active
    assert held_by(case)[1] == jonas


def test_leaving_the_department_is_enough(case, jonas, jobs, lars):
    leave(Membership.objects.get(user=jonas), by=None)
    assert held_by(case) == (jobs, lars, Cause.HEIR)


def test_a_closed_department_passes_everything_on(
    case, housing_holds, housing, jobs, lars, hanne
):
    close_department(housing, by=None)
    assert held_by(case) == (jobs, lars, Cause.HEIR)
    assert not broken()


def test_offers_to_a_closed_department_are_taken_back(handover, housing):
    close_department(housing, by=None)
    handover.refresh_from_db()
    assert handover.state == Handover.State.WITHDRAWN


def test_withdrawn_consent_moves_the_baton_and_ends_the_access(
    case, housing_holds, jonas, hanne, jobs, lars
):
    consent_actions.withdraw(housing_holds, by=jonas)
    assert held_by(case) == (jobs, lars, Cause.HEIR)
    assert not Case.objects.visible_to(with_seats(hanne)).filter(pk=case.pk).exists()
    assert not broken()


def test_with_nobody_left_who_may_know_the_case_closes(
    case, housing_holds, jonas, hanne, jobs
):
    part = case.parties().get(department=jobs)
    involvement_actions.end(part, by=jonas)
    consent_actions.withdraw(housing_holds, by=hanne)
    closed = Case.objects.get(pk=case.pk)
    assert (closed.state, closed.outcome) == ("closed", "consent_withdrawn")
    assert closed.baton is None
    assert not broken()


def test_it_is_no_handover_and_asks_nobody(case, jonas, lars):
    deactivate(jonas, by=None)
    assert not Handover.objects.exists()
    event = Event.objects.get(kind="case.inherit")
    assert event.facts["cause"] == "user.deactivate"


def test_an_expired_consent_has_the_same_effect(case, housing_holds, jobs, lars):
    consent_actions.expire(housing_holds)
    assert held_by(case) == (jobs, lars, Cause.HEIR)


def test_a_deputy_must_be_a_colleague(jonas, hanne):
    now = timezone.now()
    with pytest.raises(Refused):
        stand_in(
            jonas, by=jonas, deputy=hanne, since=now, until=now + timedelta(days=1)
        )


@pytest.mark.parametrize("role", ["auditor", "mentor", "administrator"])
def test_a_deputy_must_do_the_same_work(jonas, jobs, role):
    # who stands in may see what the absent person may: a mentor does no casework
    deputy = employ("anna", jobs, role)
    now = timezone.now()
    with pytest.raises(Refused):
        stand_in(
            jonas, by=jonas, deputy=deputy, since=now, until=now + timedelta(days=1)
        )
