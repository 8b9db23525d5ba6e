"""The first contact after a handover: when the citizen was met, not when it is written.

A call from before the baton came completes nothing; a late entry lengthens no wait.
"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cases.case import actions as case_actions
from cases.contact import actions
from cases.handover.models import Handover
from coordination import figures
from coordination.models import Event

DAY = timedelta(days=1)


@pytest.fixture
def accepted(accepted_long_ago):
    return accepted_long_ago


@pytest.fixture
def call(hanne, housing):
    """Return a function that writes down a call of so long ago."""

    def write(case, ago, **said):
        said = {"by": hanne, "department": housing} | said
        return actions.log(case, happened_at=timezone.now() - ago, **said)

    return write


def test_a_call_from_before_the_offer_completes_nothing(accepted, call):
    call(accepted.case, 90 * DAY)
    accepted.refresh_from_db()
    assert (accepted.state, accepted.completed_at) == ("accepted", None)


def test_a_call_between_offer_and_acceptance_completes_nothing(accepted, call):
    call(accepted.case, 7 * DAY)
    accepted.refresh_from_db()
    assert accepted.state == "accepted"


def test_a_late_entry_counts_from_when_they_met(accepted, call):
    contact = call(accepted.case, 4 * DAY)
    accepted.refresh_from_db()
    assert accepted.state == "completed"
    assert accepted.completed_at == contact.happened_at
    event = Event.objects.get(kind="handover.complete")
    assert abs(timezone.now() - event.at) < timedelta(minutes=1)
    since = timezone.now() - 40 * DAY
    asked = {"since": since, "until": timezone.now() + DAY, "within": 90 * DAY}
    edges = figures.ask("handover_edges", **asked)
    way = edges[accepted.giver_id, accepted.receiver_id]
    assert (way["met"], way["contact"]) == ([2], [4])


def test_a_time_typed_without_its_seconds_is_the_same_minute(accepted, call):
    call(
        accepted.case,
        timezone.now() - accepted.accepted_at.replace(second=0, microsecond=0),
    )
    accepted.refresh_from_db()
    assert accepted.state == "completed"
    assert accepted.completed_at == accepted.accepted_at


def test_nobody_was_met_after_now(accepted, call):
    with time_machine.travel(timezone.now() + 2 * DAY, tick=False):
        call(accepted.case, DAY / 2)
    accepted.refresh_from_db()
    event = Event.objects.get(kind="handover.complete")
    assert accepted.completed_at == event.at


def test_a_colleague_who_became_contact_person_completes_it(
    accepted, call, hanne, lone
):
    case_actions.reassign(accepted.case, by=hanne, to=lone)
    call(accepted.case, DAY, by=lone)
    accepted.refresh_from_db()
    assert accepted.state == "completed"


def test_what_was_taken_after_a_contact_is_met_at_once(three_departments, call):
    call(three_departments, DAY, take_baton=True)
    taken = Handover.objects.get()
    assert (taken.state, taken.completed_at) == ("completed", taken.accepted_at)
