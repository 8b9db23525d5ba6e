"""Withdrawing an offer: the receiver sees it no more, the giver keeps the baton."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.handover import actions
from cases.handover.models import Handover
from coordination.models import Event
from coordination.workflow import NotVisible, Refused


def test_the_giver_takes_the_offer_back(handover, jonas, hanne):
    actions.withdraw(handover, by=jonas)
    assert Handover.objects.get(pk=handover.pk).state == "withdrawn"
    assert not Handover.objects.visible_to(hanne).exists()
    assert Event.objects.get(kind="handover.withdraw").by == jonas


def test_then_another_department_can_be_asked(handover, case, jonas, psychiatry):
    actions.withdraw(handover, by=jonas)
    again = actions.offer(
        case, by=jonas, receiver=psychiatry, basis="statute", basis_text="x"
    )
    assert again.state == "offered"


def test_only_the_giver_withdraws(handover, hanne, outsider):
    with pytest.raises(PermissionDenied):
        actions.withdraw(handover, by=hanne)
    with pytest.raises(NotVisible):
        actions.withdraw(handover, by=outsider)


def test_an_accepted_one_stays(handover, hanne, jonas):
    actions.accept(handover, by=hanne, read_back="Ja")
    with pytest.raises(Refused):
        actions.withdraw(handover, by=jonas)


def test_the_page_asks_once(signed_in, jonas, handover):
    client = signed_in(jonas)
    address = f"/handovers/{handover.pk}/withdraw/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": ""}).url == handover.case.get_absolute_url()
    assert client.get(address).status_code == 409
    assert client.post(address, {"note": ""}).status_code == 409
