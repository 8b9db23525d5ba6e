"""Completing a handover: the contact person has met the citizen, or says why not."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.case import actions as case_actions
from cases.handover import actions
from cases.handover.models import Handover
from cases.involvement.models import Involvement
from coordination.models import Event
from coordination.organisation import deactivate


@pytest.fixture
def taken(handover, hanne):
    actions.accept(handover, by=hanne, read_back="Ja")
    return Handover.objects.get(pk=handover.pk)


def test_it_is_complete_when_they_have_met(taken, hanne):
    actions.complete(taken, by=hanne)
    assert Handover.objects.get(pk=taken.pk).state == "completed"
    assert Event.objects.get(kind="handover.complete").facts["met"] is True


def test_the_givers_part_ends_with_it_when_so_offered(
    case, charter, jonas, hanne, housing, jobs
):
    handover = actions.offer(
        case,
        by=jonas,
        receiver=housing,
        basis="statute",
        basis_text="x",
        our_part_ends=True,
    )
    actions.accept(handover, by=hanne, read_back="Ja")
    assert type(case).objects.visible_to(jonas).filter(pk=case.pk).exists()
    actions.complete(handover, by=hanne)
    assert not type(case).objects.visible_to(jonas).filter(pk=case.pk).exists()
    assert not Involvement.objects.active().filter(department=jobs).exists()


@pytest.fixture
def leaving(case, charter, jonas, hanne, housing):
    """Jobs has passed the baton on and leaves when housing has met the citizen."""
    handover = actions.offer(
        case,
        by=jonas,
        receiver=housing,
        basis="statute",
        basis_text="x",
        our_part_ends=True,
    )
    actions.accept(handover, by=hanne, read_back="Ja")
    return handover


def involved(case):
    parts = Involvement.objects.active().parties().filter(case=case)
    return set(parts.values_list("department__name", flat=True))


def pass_on(case, by, to, department, **said):
    """Offer the baton, and let it be taken."""
    said = {"basis": "statute", "basis_text": "x"} | said
    onward = actions.offer(case, by=by, receiver=department, **said)
    actions.accept(onward, by=to, read_back="Ja")
    return onward


def test_the_givers_part_ends_when_the_baton_goes_on_unmet(
    case, leaving, jobs, hanne, pia, psychiatry
):
    pass_on(case, hanne, pia, psychiatry)
    assert involved(case) == {"Bolig", "Socialpsykiatri"}


def test_the_givers_part_ends_when_an_heir_takes_over(
    coordinated, jonas, hanne, housing, jobs, pia, psychiatry, lone, kim, dorte
):
    case = coordinated
    pass_on(case, jonas, pia, psychiatry)
    pass_on(case, pia, hanne, housing, our_part_ends=True)
    deactivate(hanne, by=None)
    assert case.baton.department == jobs
    assert involved(case) == {"Bolig", "Job og Uddannelse"}


def test_whoever_gets_the_baton_back_stays(case, leaving, jobs, jonas, hanne):
    pass_on(case, hanne, jonas, jobs)
    assert involved(case) == {"Bolig", "Job og Uddannelse"}


def test_who_came_back_is_not_sent_away_by_an_old_handover(
    case, leaving, jobs, jonas, hanne, housing, pia, psychiatry
):
    pass_on(case, hanne, jonas, jobs)
    pass_on(case, jonas, pia, psychiatry)
    actions.complete(leaving, by=hanne)
    assert "Job og Uddannelse" in involved(case)


def test_a_new_contact_person_there_sends_nobody_away(case, leaving, hanne, lone):
    case_actions.reassign(case, by=hanne, to=lone)
    assert involved(case) == {"Bolig", "Job og Uddannelse"}
    actions.complete(leaving, by=lone)
    assert involved(case) == {"Bolig"}


def test_the_giver_may_not_complete_it(taken, jonas):
    with pytest.raises(PermissionDenied):
        actions.complete(taken, by=jonas)


def test_the_page_asks_why_they_have_not_met(signed_in, hanne, taken):
    client = signed_in(hanne)
    address = f"/handovers/{taken.pk}/complete/"
    assert client.get(address).status_code == 200
    page = client.post(address, {"met": "no", "not_met_because": ""})
    assert page.status_code == 422
    assert "Skriv, hvorfor" in page.content.decode()
    client.post(address, {"met": "no", "not_met_because": "Hun er på ferie"})
    row = Handover.objects.get(pk=taken.pk)
    assert (row.state, row.not_met_because) == ("completed", "Hun er på ferie")


def test_having_met_needs_no_reason(signed_in, hanne, taken):
    told = {"met": "yes", "not_met_because": "glemt tekst"}
    signed_in(hanne).post(f"/handovers/{taken.pk}/complete/", told)
    assert Handover.objects.get(pk=taken.pk).not_met_because == ""
