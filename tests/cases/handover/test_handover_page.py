"""A handover's page: the frozen charter, and only what the reader may do."""

import pytest

from cases.case import actions as case_actions
from cases.handover import actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from coordination.models import Event
from tests.cast import employ


@pytest.fixture
def address(handover):
    return handover.get_absolute_url()


def test_the_receiver_reads_the_charter_and_may_answer(signed_in, hanne, address):
    page = signed_in(hanne).get(address).content.decode()
    assert "Vi ringer på fredag" in page
    assert f"{address}accept/" in page
    assert f"{address}decline/" in page
    assert f"{address}withdraw/" not in page


def test_the_receiver_is_not_led_to_the_case_yet(signed_in, hanne, handover, address):
    page = signed_in(hanne).get(address).content.decode()
    assert handover.case.get_absolute_url() not in page


def test_who_has_the_case_already_is_told_of_no_rest(
    signed_in, hanne, handover, address, jonas, housing
):
    rest, open_now = "I ser resten af sagen", "Selve sagen kan I åbne allerede nu"
    page = signed_in(hanne).get(address).content.decode()
    assert rest in page
    assert open_now not in page
    involvement_actions.begin(
        handover.case,
        by=jonas,
        department=housing,
        basis="necessity",
        basis_text="Bolig skal findes nu",
    )
    page = signed_in(hanne).get(address).content.decode()
    assert open_now in page
    assert rest not in page


def test_the_giver_may_only_withdraw(signed_in, jonas, handover, address):
    page = signed_in(jonas).get(address).content.decode()
    assert f"{address}withdraw/" in page
    assert f"{address}accept/" not in page
    assert handover.case.get_absolute_url() in page


def test_looking_is_recorded_with_its_purpose(signed_in, hanne, handover, address):
    signed_in(hanne).get(address)
    event = Event.objects.get(kind="handover.read")
    assert (event.by, event.purpose) == (hanne, "handover")
    assert event.root_id == handover.case_id


def test_an_outsider_does_not_learn_that_it_exists(signed_in, outsider, address):
    client = signed_in(outsider)
    assert client.get(address).status_code == 404
    for step in ("accept", "decline", "withdraw", "complete", "object"):
        assert client.get(f"{address}{step}/").status_code == 404
        assert client.post(f"{address}{step}/", {}).status_code == 404


def test_after_a_decline_the_receiver_sees_it_no_more(
    signed_in, hanne, handover, address
):
    actions.decline(handover, by=hanne, code="not_ours", text="Ikke vores")
    assert signed_in(hanne).get(address).status_code == 404


def test_accepting_takes_one_field_and_one_press(signed_in, hanne, handover, address):
    client = signed_in(hanne)
    page = client.get(address).content.decode()
    assert f'action="{address}accept/"' in page
    answer = client.post(
        f"{address}accept/",
        {"read_back": "Karla mangler en bolig", "contact_person": "", "version": "1"},
    )
    assert answer.url == handover.case.get_absolute_url()
    handover.refresh_from_db()
    assert (handover.state, handover.contact_person) == ("accepted", hanne)


def test_without_reading_back_nothing_is_accepted(signed_in, hanne, handover, address):
    page = signed_in(hanne).post(f"{address}accept/", {"read_back": "  "})
    assert page.status_code == 422
    assert "Hvad har I forstået" in page.content.decode()
    assert Handover.objects.get(pk=handover.pk).state == "offered"


def test_the_second_press_is_told_why_and_keeps_the_words(
    signed_in, hanne, lone, handover, address
):
    actions.accept(handover, by=lone, read_back="Ja")
    page = signed_in(hanne).post(f"{address}accept/", {"read_back": "Mine ord"})
    assert page.status_code == 409
    assert "allerede modtaget" in page.content.decode()
    assert "Mine ord" in page.content.decode()


def test_a_page_from_before_a_change_says_so_and_can_be_sent_again(
    signed_in, hanne, handover, address
):
    client = signed_in(hanne)
    page = client.post(f"{address}accept/", {"read_back": "Mine ord", "version": "0"})
    assert page.status_code == 412
    text = page.content.decode()
    assert "Mine ord" in text
    assert 'name="version" value="1"' in text


@pytest.mark.parametrize("person", ["999999", "x", "-1"])
def test_the_contact_person_must_be_a_colleague(signed_in, hanne, address, person):
    told = {"read_back": "Ja", "contact_person": person}
    assert signed_in(hanne).post(f"{address}accept/", told).status_code == 422


def test_the_giver_may_not_accept(signed_in, jonas, address):
    client = signed_in(jonas)
    assert client.get(f"{address}accept/").status_code == 403
    assert client.post(f"{address}accept/", {"read_back": "x"}).status_code == 403


def test_pages_cost_few_queries_and_accepting_at_most_ten(
    signed_in, hanne, lone, handover, address, django_assert_max_num_queries
):
    client = signed_in(hanne)
    client.get(address)
    with django_assert_max_num_queries(8):
        client.get(address)
    with django_assert_max_num_queries(14):  # of which two open and close savepoints
        client.post(f"{address}accept/", {"read_back": "Ja", "version": "1"})


def test_whoever_coordinates_is_told_whose_baton_it_is(
    signed_in, coordinated, municipality, jonas, housing, hanne, elsewhere
):
    office = employ("olga", elsewhere, "coordinator")
    deputy = employ("dina", elsewhere, "coordinator")
    municipality.lead_department = elsewhere
    municipality.save()
    case_actions.coordinate(coordinated, by=jonas, coordinator=office, deputy=deputy)
    client = signed_in(office)
    address = f"{coordinated.get_absolute_url()}offer/"
    page = client.get(address).content.decode()
    assert "Job og Uddannelse har stafetten, indtil modtageren siger ja." in page

    told = {
        "receiver": str(housing.pk),
        "reason": "Boligen kommer først",
        "warm": "yes",
        "planned": "yes",
        "our_part_ends": "no",
        "go": "offer",
    }
    page = client.post(address, told, follow=True).content.decode()
    assert "Job og Uddannelse har den, indtil de siger ja." in page

    handover = Handover.objects.get()
    back = f"{handover.get_absolute_url()}withdraw/"
    page = client.post(back, {}, follow=True).content.decode()
    assert "Job og Uddannelse har stadig stafetten." in page


def test_a_page_that_cannot_be_leads_back_to_the_case(case, jonas, signed_in):
    """Not to itself, where the same refusal would stand."""
    case_actions.pause(case, by=jonas, reason="Indlagt")
    page = signed_in(jonas).get(f"/cases/{case.pk}/offer/")
    assert page.status_code == 409
    assert f'href="{case.get_absolute_url()}"' in page.content.decode()
