"""Choosing another coordinator, and what happens when the coordinator goes away."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.case import actions
from cases.case.file import list_steps
from cases.case.mail import tell_who_steps_in
from cases.case.models import Case
from cases.handover import actions as handover_actions
from cases.handover.deadlines import lapse_due
from cases.involvement.models import Involvement
from cases.plan.reactions import decide_after_lapse
from coordination import figures
from coordination.invariants import broken
from coordination.models import Event, Message
from coordination.organisation import deactivate, join, leave
from coordination.workflow import Refused
from tests.cast import employ, held_by, seat_of, with_seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina(jobs):
    return employ("nina", jobs, "coordinator")


@pytest.fixture
def decision(coordinated, jonas, housing, hanne):
    """Nobody answered an offer: the coordinator is to decide."""
    offer = handover_actions.offer(coordinated, by=jonas, receiver=housing)
    lapse_due(offer.lapse_at)
    decide_after_lapse(Event.objects.get(kind="handover.lapse"))
    return coordinated.measures.get()


def coordinators(case):
    found = Case.objects.get(pk=case.pk)
    return found.state, found.coordinator, found.coordinator_deputy


def leads(case):
    parts = Involvement.objects.active().filter(case=case, kind="lead")
    return {part.person for part in parts}


def entries(client, case):
    return client.get(case.get_absolute_url()).content.decode()


def test_another_coordinator_takes_the_old_ones_part(coordinated, jonas, nina, dorte):
    actions.coordinate(coordinated, by=jonas, coordinator=nina, deputy=dorte)
    assert coordinators(coordinated) == ("coordinated", nina, dorte)
    assert leads(coordinated) == {nina, dorte}
    assert not broken()


def test_the_deputy_alone_can_be_another(coordinated, jonas, nina, kim):
    actions.coordinate(coordinated, by=jonas, coordinator=kim, deputy=nina)
    assert leads(coordinated) == {kim, nina}


def test_the_leader_of_the_lead_department_may(coordinated, lars, nina, dorte, hanne):
    with pytest.raises(PermissionDenied):
        actions.coordinate(coordinated, by=hanne, coordinator=nina, deputy=dorte)
    actions.coordinate(coordinated, by=lars, coordinator=nina, deputy=dorte)
    assert coordinators(coordinated)[1] == nina


def test_the_same_two_are_no_others(coordinated, jonas, kim, dorte):
    with pytest.raises(Refused, match=r"Kim Prøve er allerede tovholder"):
        actions.coordinate(coordinated, by=jonas, coordinator=kim, deputy=dorte)
    assert Event.objects.filter(kind="case.coordinate").count() == 1


def test_the_page_offers_and_does_it(signed_in, coordinated, jonas, kim, nina, dorte):
    client = signed_in(jonas)
    labels = [str(step["label"]) for step in list_steps(coordinated, jonas)]
    assert "Vælg en anden tovholder" in labels
    address = f"{coordinated.get_absolute_url()}coordinate/"
    page = client.get(address).content.decode()
    assert "<h1>Vælg en anden tovholder</h1>" in page
    assert f'<option value="{kim.pk}" selected>' in page
    told = {"coordinator": str(nina.pk), "deputy": str(dorte.pk), "version": ""}
    assert client.post(address, told).status_code == 302
    assert coordinators(coordinated)[1] == nina


def test_whoever_gives_it_away_is_not_led_to_what_they_no_longer_see(
    signed_in, coordinated, jonas, elsewhere, municipality
):
    municipality.lead_department = elsewhere
    municipality.save()
    old, new, third = (
        employ(name, elsewhere, "coordinator") for name in ("olga", "nina", "tea")
    )
    actions.coordinate(coordinated, by=jonas, coordinator=old, deputy=new)
    address = f"{coordinated.get_absolute_url()}coordinate/"
    told = {"coordinator": str(new.pk), "deputy": str(third.pk), "version": ""}
    assert signed_in(old).post(address, told).url == "/"
    assert leads(coordinated) == {new, third}


def test_the_deputy_takes_over_from_who_is_shut_out(coordinated, kim, dorte):
    deactivate(kim, by=None)
    assert coordinators(coordinated) == ("coordinated", dorte, None)
    assert leads(coordinated) == {dorte}
    assert figures.ask("cases_without_coordinator") == 0
    assert not broken()


def test_and_from_who_leaves_the_department(signed_in, coordinated, kim, dorte, jonas):
    leave(seat_of(kim), by=None)
    assert coordinators(coordinated) == ("coordinated", dorte, None)
    page = entries(signed_in(jonas), coordinated)
    assert "Tovholder eller stedfortræder faldt fra" in page
    assert "Dorte Prøve er tovholder i sagen nu." in page


def test_another_seat_in_the_department_is_enough(coordinated, kim, dorte, jobs):
    seat = seat_of(kim)
    join(kim, department=jobs, role="caseworker", by=None)
    leave(seat, by=None)
    assert coordinators(coordinated) == ("coordinated", kim, dorte)


def test_a_deputy_who_leaves_is_deputy_no_more(coordinated, kim, dorte):
    leave(seat_of(dorte), by=None)
    assert coordinators(coordinated) == ("coordinated", kim, None)
    assert leads(coordinated) == {kim}


def test_without_a_deputy_the_case_has_no_coordinator(
    signed_in, coordinated, kim, dorte, jonas
):
    deactivate(dorte, by=None)
    deactivate(kim, by=None)
    assert coordinators(coordinated) == ("open", None, None)
    assert leads(coordinated) == set()
    assert figures.ask("cases_without_coordinator") == 1
    page = entries(signed_in(jonas), coordinated)
    assert "Sagen har ingen tovholder nu." in page
    assert "Sagen bør have en tovholder." in page
    assert not broken()


def test_a_paused_case_stays_paused(coordinated, kim, dorte, jonas):
    actions.pause(coordinated, by=jonas, reason="Indlagt")
    deactivate(dorte, by=None)
    deactivate(kim, by=None)
    assert coordinators(coordinated) == ("paused", None, None)
    actions.resume(coordinated, by=jonas)
    assert coordinators(coordinated) == ("open", None, None)


def test_the_new_coordinator_inherits_a_baton_too(coordinated, jonas, kim, dorte):
    actions.reassign(coordinated, by=jonas, to=kim)
    deactivate(kim, by=None)
    assert coordinators(coordinated)[1] == dorte
    assert held_by(coordinated) == dorte


def test_the_coordinators_tasks_go_along(decision, kim, dorte):
    assert decision.responsible == kim
    deactivate(kim, by=None)
    decision.refresh_from_db()
    assert decision.responsible == dorte


def test_another_coordinator_gets_them_too(decision, coordinated, jonas, nina, dorte):
    actions.coordinate(coordinated, by=jonas, coordinator=nina, deputy=dorte)
    decision.refresh_from_db()
    assert decision.responsible == nina


def test_without_a_coordinator_the_holder_has_them(decision, kim, dorte, jonas):
    deactivate(dorte, by=None)
    leave(seat_of(kim), by=None)
    decision.refresh_from_db()
    assert decision.responsible == jonas


def test_or_the_holders_heir(decision, coordinated, kim, dorte, jonas, lars):
    actions.reassign(coordinated, by=jonas, to=kim)
    deactivate(dorte, by=None)
    deactivate(kim, by=None)
    decision.refresh_from_db()
    assert held_by(coordinated) == lars
    assert decision.responsible == lars


def told(case):
    """Let workers tell of the newest change; return who got which message."""
    events = Event.objects.filter(kind="case.inherit_coordination", root_id=case.pk)
    tell_who_steps_in(events.latest("pk"))
    return set(Message.objects.values_list("template", "user__username"))


def test_who_steps_in_is_told(coordinated, kim, dorte):
    deactivate(kim, by=None)
    assert told(coordinated) == {("case.stepped_in", "dorte")}


def test_and_the_holder_when_nobody_does(coordinated, kim, dorte, jonas):
    deactivate(dorte, by=None)
    assert told(coordinated) == set()
    deactivate(kim, by=None)
    assert told(coordinated) == {("case.uncoordinated", "jonas")}


def test_a_closed_case_is_left_alone(coordinated, kim, jonas):
    actions.close(coordinated, by=jonas, outcome="other")
    before = Event.objects.filter(root_id=coordinated.pk).count()
    deactivate(kim, by=None)
    assert Event.objects.filter(root_id=coordinated.pk).count() == before


def test_whoever_left_sees_the_case_no_more(coordinated, kim, dorte, elsewhere):
    seat = seat_of(kim)
    join(kim, department=elsewhere, role="caseworker", by=None)
    leave(seat, by=None)
    assert not Case.objects.visible_to(with_seats(kim)).exists()
