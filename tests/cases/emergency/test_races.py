"""Emergencies under races, and by the clock of the database."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now

from cases.emergency import actions
from cases.involvement import actions as involvement_actions
from cases.involvement.models import Involvement
from cases.plan import actions as plan_actions
from coordination.invariants import broken
from coordination.models import Event
from coordination.workflow import NotVisible, Stale
from tests.matrix.trying import browser
from tests.rigs.hammer import at_once, refusals

pytestmark = pytest.mark.commits

REASON = "Borgeren står på gaden i nat og har brug for sin medicin."


def test_sixteen_presses_are_one_emergency(case, outsider):
    results = at_once(
        *(
            lambda: actions.open_case(case, by=outsider, reason=REASON)
            for _press in range(16)
        )
    )
    assert len(refusals(results)) == 15, results
    parts = Involvement.objects.filter(kind="emergency")
    assert parts.count() == 1
    assert Event.objects.filter(kind="case.open_in_emergency").count() == 1
    assert not broken()


def test_joining_and_an_emergency_at_once_leave_one_way_in(
    case, jonas, outsider, elsewhere, volume
):
    """Whichever comes first: no step is lost, and nothing is left half open."""
    for _round in range(volume(3, 30)):
        results = at_once(
            lambda: actions.open_case(case, by=outsider, reason=REASON),
            lambda: involvement_actions.begin(
                case,
                by=jonas,
                department=elsewhere,
                basis="statute",
                basis_text="Serviceloven § 85",
            ),
        )
        joined = case.parties().get(department=elsewhere)
        running = Involvement.objects.active().filter(kind="emergency")
        assert not running.exists(), results
        involvement_actions.end(joined, by=jonas)
    assert not broken()


def test_a_step_at_the_same_moment_is_never_permitted_by_it(case, outsider, jonas):
    part = involvement_actions.begin(
        case, by=jonas, person=outsider, kind="lead", basis="necessity", basis_text="x"
    )
    involvement_actions.end(part, by=jonas)
    for _round in range(6):
        results = at_once(
            lambda: actions.open_case(case, by=outsider, reason=REASON),
            lambda: plan_actions.set_goal(case, by=outsider, words="En dør"),
        )
        assert isinstance(results[1], NotVisible | PermissionDenied | Stale), results
        for running in Involvement.objects.active().filter(kind="emergency"):
            involvement_actions.end(running, by=jonas)
    assert not case.goals.exists()


def test_it_ends_by_the_databases_clock_in_the_middle_of_a_session(case, outsider):
    part = actions.open_case(case, by=outsider, reason=REASON)
    client = browser(outsider)
    addresses = [
        case.get_absolute_url(),
        f"/api/v1/cases/{case.pk}/",
        f"/cases/{case.pk}/plan/",
    ]
    assert {client.get(address).status_code for address in addresses} == {200}
    soon = Now() + timedelta(seconds=1)
    Involvement.objects.filter(pk=part.pk).update(until=soon)
    time.sleep(1.2)
    # nothing has run meanwhile: the row says "active", the clock says no
    assert Involvement.objects.get(pk=part.pk).state == "active"
    assert {client.get(address).status_code for address in addresses} == {404}
    assert not broken()
