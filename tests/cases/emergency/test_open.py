"""Opening a case in an emergency: with a reason, for hours, and never unseen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from cases.case.models import Case
from cases.citizen import actions as citizen_actions
from cases.emergency import actions
from cases.emergency.deadlines import tidy
from cases.involvement import actions as involvement_actions
from cases.involvement.models import CaseUserGrant, Involvement
from coordination import reactions
from coordination.invariants import broken
from coordination.messages.post import written
from coordination.models import Event, Membership, Message
from coordination.organisation import leave, stand_in
from coordination.workflow import Refused
from tests.cast import employ, with_seats

REASON = "Borgeren står på gaden i nat og har brug for sin medicin."


def sees(user, case):
    return Case.objects.visible_to(with_seats(user)).filter(pk=case.pk).exists()


def let_hours_pass(part):
    gone = Now() - timedelta(seconds=1)
    Involvement.objects.filter(pk=part.pk).update(until=gone)


def test_it_can_be_read_for_three_hours_and_no_longer(case, outsider):
    assert not sees(outsider, case)
    part = actions.open_case(case, by=outsider, reason=REASON)
    assert sees(outsider, case)
    assert part.until - part.since == timedelta(hours=3)
    until = CaseUserGrant.objects.filter(user=outsider).values_list("until", flat=True)
    assert set(until) == {part.until}
    let_hours_pass(part)
    assert not sees(outsider, case)
    assert not broken()


def test_the_municipality_may_allow_fewer_hours_and_never_more(
    case, outsider, municipality
):
    municipality.emergency_hours = 1
    municipality.save()
    part = actions.open_case(case, by=outsider, reason=REASON)
    assert part.until - part.since == timedelta(hours=1)
    municipality.emergency_hours = 4
    with pytest.raises(IntegrityError), transaction.atomic():
        municipality.save()
    longer = part.since + timedelta(hours=3, seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Involvement.objects.filter(pk=part.pk).update(until=longer)


def test_a_reason_that_nobody_can_judge_is_refused(case, outsider):
    with pytest.raises(Refused, match="20"):
        actions.open_case(case, by=outsider, reason="  haster meget nu        ")
    assert not Involvement.objects.filter(kind="emergency").exists()


def test_a_second_time_needs_a_new_reason_and_is_told_of_again(case, outsider):
    first = actions.open_case(case, by=outsider, reason=REASON)
    with pytest.raises(Refused, match="allerede åbnet"):
        actions.open_case(case, by=outsider, reason=REASON + " Igen.")
    let_hours_pass(first)
    second = actions.open_case(case, by=outsider, reason=REASON + " Stadig.")
    assert second.pk != first.pk
    assert sees(outsider, case)
    opened = Event.objects.filter(kind="case.open_in_emergency")
    assert [event.facts["involvement"] for event in opened.order_by("pk")] == [
        first.pk,
        second.pk,
    ]
    assert not broken()


def test_whoever_sees_the_case_needs_no_emergency(case, jonas):
    with pytest.raises(Refused, match="allerede se"):
        actions.open_case(case, by=jonas, reason=REASON)


@pytest.mark.parametrize("role", ["mentor", "auditor", "administrator"])
def test_only_those_who_do_casework_may(case, elsewhere, role):
    somebody = employ("somebody", elsewhere, role)
    with pytest.raises(PermissionDenied):
        actions.open_case(case, by=somebody, reason=REASON)


@pytest.mark.parametrize("role", ["coordinator", "leader"])
def test_coordinators_and_leaders_may(case, elsewhere, role):
    somebody = employ("somebody", elsewhere, role)
    actions.open_case(case, by=somebody, reason=REASON)
    assert sees(somebody, case)


def test_it_ends_with_the_persons_seat(case, outsider):
    actions.open_case(case, by=outsider, reason=REASON)
    leave(Membership.objects.get(user=outsider), by=None)
    assert not sees(outsider, case)


def test_nobody_stands_in_for_an_emergency(case, outsider, elsewhere):
    colleague = employ("colleague", elsewhere)
    now = timezone.now()
    stand_in(
        outsider,
        by=outsider,
        deputy=colleague,
        since=now - timedelta(days=1),
        until=now + timedelta(days=1),
    )
    actions.open_case(case, by=outsider, reason=REASON)
    assert with_seats(colleague).covers == [outsider.pk]
    assert not sees(colleague, case)


def test_leaders_and_auditors_are_told_at_once(case, outsider, elsewhere, lars, lone):
    employ("leonora", elsewhere, "leader")
    employ("aud", elsewhere, "auditor")
    actions.open_case(case, by=outsider, reason=REASON)
    event = Event.objects.get(kind="case.open_in_emergency")
    for name in reactions.after_names(event.kind):
        reactions.run_after(event, name)
        reactions.run_after(event, name)
    messages = Message.objects.filter(template="case.opened_in_emergency")
    told = messages.values_list("user__username", flat=True)
    # lars leads the department with the baton; lone has nothing to do with it
    assert sorted(told) == ["aud", "lars", "leonora"]
    content = written(messages.select_related("user")[0])
    assert "Outsider Prøve" in content.line
    assert case.number in content.line
    for words in (content.subject, content.text):
        assert "Outsider" not in words
        assert "Karla" not in words
        assert REASON not in words


def test_the_reason_stays_with_the_case_and_out_of_the_log(case, outsider):
    part = actions.open_case(case, by=outsider, reason=REASON)
    event = Event.objects.get(kind="case.open_in_emergency")
    assert part.basis_text == REASON
    assert event.note_digest
    assert REASON not in str(event.facts)
    assert event.by == outsider
    assert event.purpose == "emergency"


def test_it_ends_when_the_persons_department_joins(case, jonas, outsider, elsewhere):
    part = actions.open_case(case, by=outsider, reason=REASON)
    involvement_actions.begin(
        case,
        by=jonas,
        department=elsewhere,
        basis="statute",
        basis_text="Serviceloven § 85",
    )
    part.refresh_from_db()
    assert part.state == "ended"
    assert sees(outsider, case)
    assert with_seats(outsider).emergencies == []
    assert not broken()


def test_somebody_in_an_emergency_can_become_coordinator(
    three_departments, kim, jobs, elsewhere
):
    """A person has one active part: the emergency makes room for the lasting one."""
    from cases.case import actions as case_actions

    dana = employ("dana", elsewhere, "coordinator")
    actions.open_case(three_departments, by=dana, reason=REASON)
    employ_too = Membership.objects.create
    seat = Membership.objects.get(user=kim)
    employ_too(user=dana, department=jobs, role="coordinator", group=seat.group)
    case_actions.coordinate(
        three_departments, by=kim, coordinator=kim, deputy=with_seats(dana)
    )
    kinds = Involvement.objects.filter(person=dana, state="active")
    assert [part.kind for part in kinds] == ["lead"]
    assert not broken()


def test_the_person_may_end_it_before_its_time(case, outsider):
    part = actions.open_case(case, by=outsider, reason=REASON)
    involvement_actions.end(part, by=outsider)
    assert not sees(outsider, case)


def test_whoever_has_the_baton_may_end_it(case, outsider, jonas):
    part = actions.open_case(case, by=outsider, reason=REASON)
    involvement_actions.end(part, by=jonas, note="Jeg ringer selv")
    assert not sees(outsider, case)


def test_what_the_clock_ended_is_tidied_once(case, outsider):
    part = actions.open_case(case, by=outsider, reason=REASON)
    assert tidy(timezone.now()) == 0
    let_hours_pass(part)
    assert tidy(timezone.now()) == 1
    assert tidy(timezone.now()) == 0
    assert not broken()


def test_what_is_hidden_stays_hidden(case, citizen, outsider, jonas):
    citizen_actions.correct(citizen, by=jonas, address_protected=True)
    actions.open_case(case, by=outsider, reason=REASON)
    for look in (citizen_actions.reveal_address, citizen_actions.reveal_cpr):
        with pytest.raises(PermissionDenied):
            look(citizen, by=outsider, reason="Skal bruge den")
    with pytest.raises(PermissionDenied):
        citizen_actions.correct(citizen, by=outsider, phone="87654321")
