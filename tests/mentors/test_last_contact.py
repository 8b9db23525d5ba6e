"""A mentor is not a department: a visit moves no baton, whatever the setting says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.contact import actions as contact_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from coordination import reactions
from coordination.models import Event, Message
from coordination.workflow import Refused
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


# -- a visit after a department's own contact --------------------------------------


@pytest.fixture
def called(case, jonas, pia, psychiatry, visited):
    """Return a function: psychiatry called two hours before now, and writes it now.

    It takes the baton by that contact, if nobody else met the citizen later.
    """
    involvement_actions.begin(
        case, by=jonas, department=psychiatry, basis="statute", basis_text="§ 85"
    )

    def call():
        before = timezone.now() - timedelta(hours=2)
        told = {"happened_at": before, "take_baton": True}
        contact_actions.log(case, by=pia, department=psychiatry, **told)
        return holder(case).department

    return call


def test_a_mentor_is_no_department_so_a_visit_is_no_later_contact(
    visited, called, psychiatry, charter
):
    visited()
    assert called() == psychiatry


def test_where_visits_count_the_mentors_department_met_the_citizen_last(
    counting, visited, called, charter
):
    visited()
    with pytest.raises(Refused, match=r"siden|since then"):
        called()


def test_nobody_takes_it_for_later_when_nobody_was_met(
    counting, visited, called, psychiatry, charter
):
    visited(outcome="nobody_home")
    assert called() == psychiatry


def test_nor_when_the_mentors_department_takes_no_part(
    counting, case, mentorship, report, mona, jonas, pia, psychiatry, charter
):
    involvement_actions.begin(
        case, by=jonas, department=psychiatry, basis="statute", basis_text="§ 85"
    )
    intake.receive(report(started_at=timezone.now()), by=mona)
    before = timezone.now() - timedelta(hours=2)
    told = {"happened_at": before, "take_baton": True}
    contact_actions.log(case, by=pia, department=psychiatry, **told)
    assert holder(case).department == psychiatry


def test_nor_when_it_was_its_own(
    counting, visited, case, jonas, charter, lone, housing
):
    visited()
    told = {"happened_at": timezone.now() - timedelta(hours=2), "take_baton": True}
    contact_actions.log(case, by=lone, department=housing, **told)
    assert holder(case).department == housing


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
