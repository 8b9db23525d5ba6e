"""Withdrawing a consent: never refused, and the page says first what ends."""

import pytest

from cases.consent import actions
from cases.consent.models import Consent
from cases.consent.queries import what_ends
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from coordination.workflow import NotVisible, Refused


@pytest.fixture
def consent(case, jonas, housing, psychiatry):
    return actions.give(
        case, by=jonas, departments=[housing, psychiatry], purpose="En bolig"
    )


@pytest.fixture
def resting(case, consent, jonas, housing):
    """Housing takes part on the consent."""
    return involvement_actions.begin(
        case, by=jonas, department=housing, basis="consent", consent=consent
    )


@pytest.fixture
def address(consent):
    return f"/consents/{consent.pk}/withdraw/"


def test_what_rests_on_it_ends_at_once(case, consent, resting, jonas, hanne):
    assert type(case).objects.visible_to(hanne).exists()
    actions.withdraw(consent, by=jonas)
    assert Consent.objects.get().state == "withdrawn"
    assert not type(case).objects.visible_to(hanne).exists()


def test_twice_is_told_why(consent, jonas):
    actions.withdraw(consent, by=jonas)
    with pytest.raises(Refused, match=r"allerede|already"):
        actions.withdraw(consent, by=jonas)


def test_an_outsider_does_not_learn_that_it_exists(
    signed_in, consent, outsider, address
):
    with pytest.raises(NotVisible):
        actions.withdraw(consent, by=outsider)
    client = signed_in(outsider)
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_the_page_says_who_loses_access_and_that_the_baton_stays(
    signed_in, resting, jonas, address
):
    page = signed_in(jonas).get(address).content.decode()
    assert "Bolig deltager ikke længere" in page
    assert "Stafetten bliver hos Jonas Prøve" in page


def test_the_page_says_where_the_baton_goes_and_there_it_goes(
    signed_in, case, consent, resting, jonas, hanne, lars, jobs, address
):
    handover = handover_actions.offer(case, by=jonas, receiver=resting.department)
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    told = what_ends(consent)
    assert told.heir.person == lars
    client = signed_in(jonas)
    assert "Stafetten går til Lars Prøve" in client.get(address).content.decode()
    client.post(address, {"note": "Vil ikke mere"})
    assert (case.baton.department, case.baton.holder) == (jobs, lars)


def test_the_page_says_when_the_case_closes_and_it_closes(
    signed_in, case, consent, resting, jonas, hanne, housing, jobs, address
):
    handover = handover_actions.offer(
        case, by=jonas, receiver=housing, our_part_ends=True
    )
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    handover_actions.complete(handover, by=hanne)
    client = signed_in(hanne)
    assert "så sagen lukkes" in client.get(address).content.decode()
    assert client.post(address, {"note": ""}).url == "/"
    assert type(case).objects.get().outcome == "consent_withdrawn"


def test_an_offer_resting_on_it_is_withdrawn(
    signed_in, case, consent, jonas, psychiatry, pia, address
):
    handover_actions.offer(
        case, by=jonas, receiver=psychiatry, basis="consent", consent=consent
    )
    client = signed_in(jonas)
    page = client.get(address).content.decode()
    assert "Tilbuddet om stafetten til Socialpsykiatri trækkes tilbage" in page
    client.post(address, {"note": ""})
    assert case.handovers.get().state == "withdrawn"


def test_looking_changes_nothing(signed_in, case, resting, jonas, address):
    signed_in(jonas).get(address)
    assert Consent.objects.get().state == "given"
    assert case.periods.count() == 1
