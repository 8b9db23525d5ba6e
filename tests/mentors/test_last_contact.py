"""A mentor is not a department: a visit moves no baton, whatever the setting says."""

import pytest
from django.utils import timezone

from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from mentors.visit import intake


@pytest.fixture
def counting(municipality):
    municipality.visits_count_as_contact = True
    municipality.save()
    yield
    municipality.visits_count_as_contact = False
    municipality.save()


def holder(case):
    return case.periods.get(until=None)


def test_a_visit_that_counts_gives_nobody_the_baton(
    counting, case, mentorship, report, mona, jonas, housing
):
    """The rule proposes and a person confirms; a mentor holds no baton."""
    involvement_actions.begin(
        case, by=jonas, department=housing, basis="statute", basis_text="§ 85"
    )
    before = holder(case)
    intake.receive(report(started_at=timezone.now()), by=mona)
    assert holder(case) == before
    assert not Handover.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    "told",
    [
        {"outcome": "nobody_home"},
        {"outcome": "cancelled"},
        {"kind": "accompany"},
    ],
)
def test_what_is_no_contact_completes_no_handover(
    counting, handover, hanne, report, mentorship, mona, told
):
    from cases.handover import actions as handover_actions

    handover_actions.accept(handover, by=hanne, read_back="Ja")
    intake.receive(report(started_at=timezone.now(), **told), by=mona)
    handover.refresh_from_db()
    assert handover.state == "accepted"
