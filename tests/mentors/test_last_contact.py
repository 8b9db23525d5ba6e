"""A mentor is not a department: a visit moves no baton, whatever the setting says."""

import pytest
from django.utils import timezone

from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from coordination import reactions
from coordination.models import Event, Message
from mentors.visit import intake
from mentors.visit.last_contact import TEMPLATE, written


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


def told_of_last_contact(event):
    for name in reactions.after_names(event.kind):
        reactions.run_after(event, name)
        reactions.run_after(event, name)  # a worker may run twice
    return Message.objects.filter(template=TEMPLATE)


@pytest.fixture
def visited(case, mentorship, report, mona, jonas, housing):
    """Housing takes part; its mentor has been there. Yields what was announced."""

    def visit(**told):
        involvement_actions.begin(
            case, by=jonas, department=housing, basis="statute", basis_text="§ 85"
        )
        intake.receive(report(started_at=timezone.now(), **told), by=mona)
        return Event.objects.get(kind="visit.log")

    return visit


def test_the_leader_of_the_mentors_is_asked_to_take_the_baton(
    counting, visited, lone, case
):
    (asked,) = told_of_last_contact(visited())
    assert asked.user == lone
    content = written(asked)
    assert content.link.endswith(f"/cases/{case.pk}/contact/")
    assert case.citizen.known_as not in content.subject + content.text + content.line


def test_nobody_is_asked_unless_the_municipality_wants_it(visited, lone):
    assert not told_of_last_contact(visited())


def test_nobody_is_asked_after_a_visit_in_vain(counting, visited, lone):
    assert not told_of_last_contact(visited(outcome="nobody_home"))


def test_nobody_is_asked_whose_department_takes_no_part(
    counting, mentorship, report, mona, lone
):
    intake.receive(report(started_at=timezone.now()), by=mona)
    assert not told_of_last_contact(Event.objects.get(kind="visit.log"))


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
