"""Offering the baton: to whom, why, on what basis, and a look back before sending."""

import datetime
import re

import pytest
from django.core.exceptions import PermissionDenied

from cases.consent import actions as consent_actions
from cases.handover import actions
from cases.handover.models import Handover
from coordination.models import Event
from coordination.workflow import NotVisible, Refused


@pytest.fixture
def address(case):
    return f"/cases/{case.pk}/offer/"


@pytest.fixture
def answers(housing):
    """What a caseworker types who offers the baton to housing."""
    return {
        "receiver": str(housing.pk),
        "to_person": "",
        "reason": "Boligen kommer først",
        "warm": "yes",
        "meeting_on": "",
        "planned": "yes",
        "our_part_ends": "no",
        "basis": "necessity",
        "basis_text": "Bolig skal findes nu",
    }


def test_the_giver_offers_and_holds_until_accepted(case, charter, jonas, housing):
    handover = actions.offer(
        case, by=jonas, receiver=housing, basis="statute", basis_text="SEL § 80"
    )
    assert handover.state == Handover.State.OFFERED
    assert case.baton.holder == jonas
    assert handover.charter["promised"] == "Vi ringer på fredag"


def test_it_is_recorded_without_words(handover, jonas):
    event = Event.objects.get(kind="handover.offer")
    assert (event.by, event.after) == (jonas, "offered")
    assert "Boligen" not in str(event.facts)


def test_only_who_has_the_baton_offers_it(three_departments, hanne, psychiatry):
    with pytest.raises(PermissionDenied):
        actions.offer(three_departments, by=hanne, receiver=psychiatry)


def test_an_outsider_does_not_learn_that_the_case_exists(case, outsider, housing):
    with pytest.raises(NotVisible):
        actions.offer(case, by=outsider, receiver=housing)


def test_without_a_basis_nobody_is_asked(case, jonas, housing):
    with pytest.raises(Refused, match=r"sagt ja|agreed"):
        actions.offer(case, by=jonas, receiver=housing)


def test_one_offer_at_a_time(handover, case, jonas, psychiatry):
    with pytest.raises(Refused, match=r"på vej|on its way"):
        actions.offer(
            case, by=jonas, receiver=psychiatry, basis="statute", basis_text="x"
        )


def test_the_page_shows_who_could_take_it_and_what_they_carry(
    signed_in, jonas, address, housing, hanne, charter
):
    page = signed_in(jonas).get(address).content.decode()
    assert "Bolig · 0 stafetter" in page
    assert "Hanne" in page
    assert "Vi ringer på fredag" in page


def test_an_empty_charter_is_pointed_out(signed_in, jonas, address, case):
    page = signed_in(jonas).get(address).content.decode()
    assert "Overdragelsesnotatet er tomt" in page
    assert f"/cases/{case.pk}/charter/" in page


def test_answers_are_shown_before_anything_is_sent(
    signed_in, jonas, hanne, address, answers
):
    page = signed_in(jonas).post(address, answers | {"go": "check"}, follow=True)
    assert page.status_code == 200
    assert "Bolig skal findes nu" in page.content.decode()
    assert 'value="offer"' in page.content.decode()
    assert not Handover.objects.exists()


def test_going_back_keeps_what_was_typed(signed_in, jonas, hanne, address, answers):
    page = signed_in(jonas).post(address, answers | {"go": "edit"})
    assert "Boligen kommer først" in page.content.decode()
    assert "error-summary" not in page.content.decode()


def test_the_basis_is_kept_while_a_department_is_chosen_that_needs_none(
    signed_in, jonas, hanne, three_departments, address, answers
):
    page = signed_in(jonas).post(address, answers | {"go": "edit"}).content.decode()

    assert "deltager allerede i sagen" in page
    kept = re.search(r'<input type="hidden" name="basis_text"[^>]*>', page)
    assert 'value="Bolig skal findes nu"' in kept[0]
    assert re.search(r'<input type="hidden" name="basis" value="necessity"', page)


def test_then_the_baton_is_offered(
    signed_in, jonas, hanne, address, answers, case, housing
):
    day = datetime.date.today() + datetime.timedelta(days=3)
    told = answers | {"go": "offer", "meeting_on": day.isoformat()}
    told["to_person"] = str(hanne.pk)
    answer = signed_in(jonas).post(address, told)
    assert answer.url == case.get_absolute_url()
    handover = Handover.objects.get()
    assert (handover.receiver, handover.to_person) == (housing, hanne)
    assert (handover.warm, handover.meeting_on, handover.our_part_ends) == (
        True,
        day,
        False,
    )


def test_the_second_click_is_told_why(
    signed_in, jonas, hanne, handover, address, answers
):
    page = signed_in(jonas).post(address, answers | {"go": "offer"})
    assert page.status_code == 409
    assert "allerede på vej" in page.content.decode()
    assert "Boligen kommer først" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"receiver": ""}, "Hvilken afdeling: Vælg en afdeling."),
        ({"receiver": "999999"}, "Hvilken afdeling"),
        ({"receiver": "'; --"}, "Hvilken afdeling"),
        ({"reason": ""}, "Hvorfor nu"),
        ({"basis": ""}, "Vælg, med hvilken hjemmel"),
        ({"basis": "consent:999"}, "hjemmel"),
        ({"basis_text": ""}, "Skriv bestemmelsen"),
        ({"meeting_on": "2020-01-01"}, "Vælg i dag eller en senere dag"),
        ({"meeting_on": "i morgen"}, "Dag for det fælles møde"),
        ({"warm": "måske"}, "Hvordan gives stafetten videre"),
    ],
)
def test_bad_input_is_explained_and_kept(
    signed_in, jonas, hanne, address, answers, wrong, sentence
):
    told = answers | {"go": "offer"} | wrong
    page = signed_in(jonas).post(address, told)
    text = page.content.decode()
    assert page.status_code == 422
    summary = text[text.index("error-summary") :]
    assert sentence in summary
    assert told["reason"] in text
    assert not Handover.objects.exists()


def test_a_person_from_elsewhere_is_not_on_the_list(
    signed_in, jonas, hanne, pia, address, answers
):
    told = answers | {"go": "offer", "to_person": str(pia.pk)}
    assert signed_in(jonas).post(address, told).status_code == 422


def test_a_consent_must_cover_the_receiver(
    signed_in, jonas, hanne, case, psychiatry, address, answers
):
    consent = consent_actions.give(
        case, by=jonas, departments=[psychiatry], purpose="Behandling"
    )
    told = answers | {"go": "offer", "basis": f"consent:{consent.pk}"}
    page = signed_in(jonas).post(address, told)
    assert "Samtykket gælder ikke Bolig" in page.content.decode()


@pytest.fixture
def consents(case, jonas, jobs, housing, psychiatry):
    """One consent for the giver alone, one for housing, one for psychiatry."""
    return {
        purpose: consent_actions.give(
            case, by=jonas, departments=[jobs, *others], purpose=purpose
        )
        for purpose, others in {
            "Kun os": [],
            "En bolig": [housing],
            "Behandling": [psychiatry],
        }.items()
    }


def test_only_a_consent_that_can_cover_a_receiver_is_offered(
    signed_in, jonas, hanne, pia, address, consents
):
    page = signed_in(jonas).get(address).content.decode()
    assert [name for name in consents if name in page] == ["En bolig", "Behandling"]


def test_once_a_department_is_chosen_only_a_consent_that_covers_it_is_offered(
    signed_in, jonas, hanne, pia, address, housing, consents
):
    chosen = {"receiver": housing.pk, "go": "edit"}
    page = signed_in(jonas).post(address, chosen).content.decode()
    assert [name for name in consents if name in page] == ["En bolig"]


def test_a_consent_for_departments_that_take_part_is_not_asked_about(
    signed_in, jonas, hanne, case, three_departments, address, housing
):
    consent_actions.give(case, by=jonas, departments=[housing], purpose="En bolig")
    assert "En bolig" not in signed_in(jonas).get(address).content.decode()


def test_a_consent_that_was_sent_stays_to_be_seen_with_what_is_wrong_with_it(
    signed_in, jonas, hanne, pia, address, answers, consents
):
    sent = f"consent:{consents['Behandling'].pk}"
    told = answers | {"go": "offer", "basis": sent}
    page = signed_in(jonas).post(address, told).content.decode()
    assert "Samtykket gælder ikke Bolig" in page
    assert f'value="{sent}"' in page


def test_a_covering_consent_is_the_basis(
    signed_in, jonas, hanne, case, housing, address, answers
):
    consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="En bolig"
    )
    told = answers | {"go": "offer", "basis": f"consent:{consent.pk}"}
    signed_in(jonas).post(address, told)
    assert Handover.objects.get().consent == consent


def test_who_takes_part_already_needs_no_basis(
    signed_in, jonas, hanne, three_departments, address, answers
):
    told = answers | {"go": "offer", "basis": "", "basis_text": ""}
    assert signed_in(jonas).post(address, told).status_code == 302
    assert Handover.objects.get().basis == ""


def test_an_outsider_gets_the_same_page_as_for_nothing(signed_in, outsider, address):
    client = signed_in(outsider)
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404
    assert client.get("/cases/987654321/offer/").status_code == 404
    assert client.get("/cases/98765432109876543210/offer/").status_code == 404


def test_those_without_the_baton_are_turned_away(
    signed_in, three_departments, hanne, address
):
    assert signed_in(hanne).get(address).status_code == 403


def test_it_costs_at_most_twelve_queries(
    signed_in, jonas, hanne, charter, address, answers, django_assert_max_num_queries
):
    client = signed_in(jonas)
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)
    with django_assert_max_num_queries(12):
        page = client.post(address, answers | {"go": "check"})
    with django_assert_max_num_queries(12):
        client.get(page.url)


def test_no_offer_rests_on_a_consent_that_is_over(three_departments, jonas, housing):
    consent = consent_actions.give(
        three_departments, by=jonas, departments=[housing], purpose="Bolig"
    )
    consent_actions.withdraw(consent, by=jonas)
    with pytest.raises(Refused, match="Borgeren har ikke sagt ja"):
        actions.offer(
            three_departments,
            by=jonas,
            receiver=housing,
            basis="consent",
            consent=consent,
        )
