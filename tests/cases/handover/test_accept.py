"""Accepting a handover: the baton moves, once, and only to whom it was offered."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.emergency import actions as emergency_actions
from cases.handover import actions
from cases.handover.models import Handover
from coordination.models import Event
from coordination.workflow import NotVisible, Refused, Stale
from tests.cast import employ


@pytest.fixture
def taken(handover, hanne):
    actions.accept(handover, by=hanne, read_back="Karla mangler en bolig")
    handover.refresh_from_db()
    return handover


def test_the_receiver_takes_the_baton(taken, hanne, housing):
    assert taken.state == Handover.State.ACCEPTED
    baton = taken.case.baton
    assert (baton.department, baton.holder) == (housing, hanne)


def test_one_period_ends_as_the_next_begins(taken):
    first, second = taken.case.periods.all()
    assert first.until == second.since == taken.accepted_at
    assert second.until is None


def test_it_is_recorded_once_with_who_and_as_what(taken, hanne, housing):
    event = Event.objects.get(kind="handover.accept")
    assert (event.by, event.role) == (hanne, "caseworker")
    assert event.department_name == housing.name
    assert (event.before, event.after) == ("offered", "accepted")
    assert "Karla" not in str(event.facts)


def test_the_receiver_gets_a_seat_and_the_giver_keeps_theirs(taken, hanne, jonas):
    model = type(taken.case)
    for user in (hanne, jonas):
        assert model.objects.visible_to(user).filter(pk=taken.case_id).exists()


def test_a_colleague_may_be_named_contact_person(handover, hanne, lone):
    actions.accept(handover, by=hanne, read_back="Ja", contact_person=lone)
    assert handover.case.baton.holder == lone


def test_somebody_from_elsewhere_may_not_be_named(handover, hanne, jonas):
    with pytest.raises(Refused, match="Jonas"):
        actions.accept(handover, by=hanne, read_back="Ja", contact_person=jonas)
    assert Handover.objects.get(pk=handover.pk).state == Handover.State.OFFERED


def test_the_second_click_is_told_why(handover, hanne):
    stale = Handover.objects.get(pk=handover.pk)
    actions.accept(handover, by=hanne, read_back="Ja")
    with pytest.raises(Refused, match=str(Handover.too_late["accepted"])):
        actions.accept(stale, by=hanne, read_back="Ja")


def test_the_giver_may_not_accept(handover, jonas):
    with pytest.raises(PermissionDenied):
        actions.accept(handover, by=jonas, read_back="Ja")


def test_an_outsider_does_not_learn_that_it_exists(handover, outsider):
    with pytest.raises(NotVisible):
        actions.accept(handover, by=outsider, read_back="Ja")


def test_a_screen_from_before_a_change_is_refused(handover, hanne):
    with pytest.raises(Stale):
        actions.accept(handover, by=hanne, read_back="Ja", version=0)


def test_the_receiver_sees_the_offer_but_not_the_file(handover, hanne):
    assert Handover.objects.visible_to(hanne).filter(pk=handover.pk).exists()
    cases = type(handover.case).objects.visible_to(hanne)
    assert not cases.filter(pk=handover.case_id).exists()


def test_reading_in_an_emergency_ends_when_the_department_takes_over(
    handover, housing, hanne
):
    """The colleague sees the case from now on like everybody in the department."""
    colleague = employ("carl", housing)
    part = emergency_actions.open_case(
        handover.case, by=colleague, reason="Borgeren står på gaden lige nu"
    )
    actions.accept(handover, by=hanne, read_back="Ja")
    part.refresh_from_db()
    assert part.state == "ended"
