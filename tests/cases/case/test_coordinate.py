"""Naming a coordinator, saying no to one, and ending coordination."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.case import actions
from cases.involvement import actions as involvement_actions
from cases.involvement.models import Involvement
from coordination import figures
from coordination.models import Event
from coordination.workflow import NotVisible, Refused


def at(case, step):
    return f"/cases/{case.pk}/{step}/"


def test_a_coordinator_and_a_deputy_are_named(coordinated, kim, dorte):
    coordinated.refresh_from_db()
    assert coordinated.state == "coordinated"
    assert (coordinated.coordinator, coordinated.coordinator_deputy) == (kim, dorte)
    facts = Event.objects.get(kind="case.coordinate").facts
    assert facts["departments"] == 3


def test_two_departments_are_not_enough(case, kim, dorte, jonas):
    with pytest.raises(Refused, match=r"mindst tre|at least three"):
        actions.coordinate(case, by=jonas, coordinator=kim, deputy=dorte)


def test_both_come_from_the_lead_department(three_departments, jonas, kim, hanne):
    with pytest.raises(Refused, match=r"Hanne"):
        actions.coordinate(three_departments, by=jonas, coordinator=kim, deputy=hanne)


def test_who_may_name_them(three_departments, hanne, outsider, kim, dorte):
    with pytest.raises(PermissionDenied):
        actions.coordinate(three_departments, by=hanne, coordinator=kim, deputy=dorte)
    with pytest.raises(NotVisible):
        actions.coordinate(
            three_departments, by=outsider, coordinator=kim, deputy=dorte
        )


def test_the_page_says_which_departments_caused_it(
    signed_in, three_departments, jonas, kim, dorte
):
    page = signed_in(jonas).get(at(three_departments, "coordinate")).content.decode()
    assert "3 afdelinger deltager" in page
    for name in ("Bolig", "Socialpsykiatri", "Job og Uddannelse"):
        assert name in page


def test_the_page_names_them(signed_in, three_departments, jonas, kim, dorte):
    told = {"coordinator": str(kim.pk), "deputy": str(dorte.pk), "version": ""}
    answer = signed_in(jonas).post(at(three_departments, "coordinate"), told)
    assert answer.url == three_departments.get_absolute_url()
    three_departments.refresh_from_db()
    assert three_departments.coordinator == kim


def test_one_person_cannot_be_both(signed_in, three_departments, jonas, kim):
    told = {"coordinator": str(kim.pk), "deputy": str(kim.pk)}
    page = signed_in(jonas).post(at(three_departments, "coordinate"), told)
    assert page.status_code == 422
    assert "en anden end tovholderen" in page.content.decode()


def test_a_no_is_noted_with_its_reason(signed_in, three_departments, jonas):
    client = signed_in(jonas)
    address = at(three_departments, "decline-coordination")
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Vi ses allerede hver uge"})
    three_departments.refresh_from_db()
    assert three_departments.no_coordinator_because == "Vi ses allerede hver uge"
    assert not three_departments.needs_coordinator()


def test_with_three_departments_it_does_not_end(signed_in, coordinated, kim):
    address = at(coordinated, "end-coordination")
    client = signed_in(kim)
    assert client.get(address).status_code == 409
    page = client.post(address, {})
    assert page.status_code == 409
    assert "beholder sin tovholder" in page.content.decode()


def test_below_three_it_ends_by_hand(signed_in, coordinated, kim, psychiatry):
    part = Involvement.objects.get(department=psychiatry)
    involvement_actions.end(part, by=kim)
    client = signed_in(kim)
    address = at(coordinated, "end-coordination")
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 302
    coordinated.refresh_from_db()
    assert (coordinated.state, coordinated.coordinator) == ("open", None)


def test_cases_with_three_departments_want_a_coordinator(three_departments, kim, dorte):
    assert figures.ask("cases_without_coordinator") == 1

    actions.coordinate(three_departments, by=kim, coordinator=kim, deputy=dorte)

    assert figures.ask("cases_without_coordinator") == 0
