"""Declining the baton: with a reason, and the giver keeps it."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.handover import actions
from cases.handover.models import Handover
from coordination.models import Event
from coordination.workflow import NotVisible, Refused


def test_the_giver_keeps_the_baton(handover, hanne, jonas):
    actions.decline(handover, by=hanne, code="missing", text="Hvor sover hun?")
    handover.refresh_from_db()
    assert (handover.state, handover.decline_text) == ("declined", "Hvor sover hun?")
    assert handover.case.baton.holder == jonas


def test_it_is_recorded_with_its_code_but_no_words(handover, hanne):
    actions.decline(handover, by=hanne, code="missing", text="Hvor sover hun?")
    event = Event.objects.get(kind="handover.decline")
    assert event.facts["code"] == "missing"
    assert "sover" not in str(event.facts)


def test_only_the_receiver_declines(handover, jonas, outsider):
    with pytest.raises(PermissionDenied):
        actions.decline(handover, by=jonas, code="other", text="x")
    with pytest.raises(NotVisible):
        actions.decline(handover, by=outsider, code="other", text="x")


def test_what_is_accepted_can_no_longer_be_declined(handover, hanne):
    actions.accept(handover, by=hanne, read_back="Ja")
    with pytest.raises(Refused, match=r"allerede|already"):
        actions.decline(handover, by=hanne, code="other", text="x")


def test_the_page_takes_the_reason(signed_in, hanne, handover):
    client = signed_in(hanne)
    address = f"/handovers/{handover.pk}/decline/"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"code": "no_capacity", "text": "Fuldt hus"})
    assert answer.url == "/"  # the file was never theirs to see
    assert Handover.objects.get(pk=handover.pk).decline_code == "no_capacity"


@pytest.mark.parametrize(
    "wrong", [{"code": ""}, {"code": "because"}, {"text": ""}, {"text": "x" * 2001}]
)
def test_bad_input_is_explained_and_kept(signed_in, hanne, handover, wrong):
    told = {"code": "missing", "text": "Hvor sover hun?"} | wrong
    page = signed_in(hanne).post(f"/handovers/{handover.pk}/decline/", told)
    assert page.status_code == 422
    assert told["text"] in page.content.decode()
    assert Handover.objects.get(pk=handover.pk).state == "offered"
