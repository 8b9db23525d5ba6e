"""An offer that nobody answers is told to somebody who can help, always."""

import pytest

from cases.handover import actions
from cases.handover.deadlines import escalate_due
from cases.handover.mail import tell_those_who_can_help
from cases.handover.models import Handover
from coordination.messages.post import written
from coordination.models import Event, Message
from coordination.organisation import deactivate
from tests.cast import employ

pytestmark = pytest.mark.django_db


@pytest.fixture
def poul(psychiatry):
    return employ("poul", psychiatry, "leader")


def escalated(handover):
    """Let it become too late, and a worker tell of it; return who was told."""
    assert escalate_due(handover.escalate_at) == 1
    tell_those_who_can_help(Event.objects.get(kind="handover.escalate"))
    told = Message.objects.filter(template__startswith="handover.")
    return sorted(told.values_list("user__username", flat=True))


def shown(client, place):
    return client.get(place).content.decode()


def everywhere(client, handover):
    """Return what giver and receiver read of it: worklist, timeline and page."""
    return [
        shown(client, "/?view=waiting"),
        shown(client, handover.case.get_absolute_url()),
        shown(client, handover.get_absolute_url()),
    ]


def test_the_receivers_leader_and_the_coordinator(
    signed_in, coordinated, jonas, housing, hanne, lone, kim
):
    offer = actions.offer(coordinated, by=jonas, receiver=housing)
    assert escalated(offer) == ["kim", "lone"]
    for page in everywhere(signed_in(jonas), offer):
        assert "Lederen har fået besked" in page


def test_the_coordinator_alone_where_there_is_no_leader(
    signed_in, coordinated, jonas, housing, hanne, kim, lars
):
    offer = actions.offer(coordinated, by=jonas, receiver=housing)
    assert escalated(offer) == ["kim"]
    for page in everywhere(signed_in(jonas), offer):
        assert "Tovholderen har fået besked" in page
        assert "Lederen har fået besked" not in page


def test_else_the_givers_leader(signed_in, handover, jonas, lars, poul):
    assert escalated(handover) == ["lars"]
    for page in everywhere(signed_in(jonas), handover):
        assert "Afgiverens leder har fået besked" in page
        assert "Lederen har fået besked" not in page
    event = Event.objects.get(kind="handover.escalate")
    assert (event.facts["reached"], event.facts["told"]) == ("givers_leader", [lars.pk])


def test_else_the_leader_of_who_was_involved_longest(
    three_departments, jonas, housing, hanne, poul
):
    offer = actions.offer(three_departments, by=jonas, receiver=housing)
    assert escalated(offer) == ["poul"]


def test_and_if_there_is_no_leader_at_all_the_holder(signed_in, handover, jonas, hanne):
    assert escalated(handover) == ["jonas"]
    line = written(Message.objects.get()).line
    assert "der er ingen leder at give besked" in line
    assert "Karla" not in line
    for page in everywhere(signed_in(jonas), handover):
        assert "Der er ingen leder at give besked" in page


def test_who_coordinates_no_more_is_not_counted_on(
    coordinated, jonas, housing, hanne, kim, dorte
):
    offer = actions.offer(coordinated, by=jonas, receiver=housing)
    deactivate(kim, by=None)
    assert escalated(offer) == ["dorte"]


def test_the_api_says_whom_it_reached(signed_in, handover, jonas, lars):
    escalated(handover)
    found = signed_in(jonas).get(f"/api/v1/handovers/{handover.pk}/").json()
    assert found["escalated_to"] == Handover.objects.get().escalated_to
    assert found["escalated_to"] == "givers_leader"
