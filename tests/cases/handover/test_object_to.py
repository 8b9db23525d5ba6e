"""Objecting to a takeover by the last-contact rule, within two working days."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.contact import actions as contact_actions
from cases.handover import actions
from cases.handover.models import Handover
from coordination import machines
from coordination.workflow import Refused


@pytest.fixture
def takeover(three_departments, hanne, housing):
    """Housing had the last contact and took the baton from jobs."""
    contact_actions.log(
        three_departments, by=hanne, department=housing, take_baton=True
    )
    return Handover.objects.get()


def test_the_giver_objects_once(takeover, jonas):
    actions.object_to(takeover, by=jonas, objection="Vi er midt i noget")
    assert Handover.objects.get().objection == "Vi er midt i noget"
    with pytest.raises(Refused, match=r"allerede|already"):
        actions.object_to(takeover, by=jonas, objection="Igen")


def test_the_baton_stays_meanwhile(takeover, jonas, hanne):
    actions.object_to(takeover, by=jonas, objection="x")
    assert takeover.case.baton.holder == hanne


def test_only_the_giver_objects(takeover, pia):
    with pytest.raises(PermissionDenied):
        actions.object_to(takeover, by=pia, objection="x")


def test_after_two_working_days_it_is_too_late(takeover, jonas):
    later = timezone.now() + timedelta(days=10)
    too_late = pytest.raises(Refused, match=r"arbejdsdage|working days")
    with time_machine.travel(later, tick=True), too_late:
        actions.object_to(takeover, by=jonas, objection="x")


def test_the_page_is_offered_to_the_giver_alone(signed_in, takeover, jonas, pia):
    address = takeover.get_absolute_url()
    client = signed_in(jonas)
    assert f"{address}object/" in client.get(address).content.decode()
    assert client.get(f"{address}object/").status_code == 200
    assert client.post(f"{address}object/", {"objection": ""}).status_code == 422
    answer = client.post(f"{address}object/", {"objection": "Vi er midt i noget"})
    assert answer.url == takeover.case.get_absolute_url()
    assert f"{address}object/" not in client.get(address).content.decode()
    assert f"{address}object/" not in signed_in(pia).get(address).content.decode()


def test_the_diagram_says_who_may():
    said = {r.permission for r in machines.rows(Handover) if r.step == "object_to"}
    assert said == {
        "Let the department that the baton was taken from, or the coordinator."
    }


def test_the_case_page_offers_it_while_it_is_possible(
    signed_in, takeover, jonas, hanne, pia
):
    case, address = takeover.case.get_absolute_url(), takeover.get_absolute_url()

    def is_offered(person):
        return f"{address}object/" in page_of(signed_in(person), case)

    assert is_offered(jonas)
    assert "Bolig har taget stafetten, fordi" in page_of(signed_in(jonas), case)
    assert not is_offered(hanne)
    assert not is_offered(pia)
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=True):
        assert not is_offered(jonas)
    actions.object_to(takeover, by=jonas, objection="Vi er midt i noget")
    assert not is_offered(jonas)


def page_of(client, address):
    return client.get(address).content.decode()
