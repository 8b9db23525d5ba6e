"""Letting a department take part: on a basis, seeing what it needs."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.case import actions as case_actions
from cases.consent import actions as consent_actions
from cases.involvement import actions
from cases.involvement.models import Involvement
from coordination.models import Event
from coordination.workflow import NotVisible, Refused


@pytest.fixture
def address(case):
    return f"/cases/{case.pk}/involve/"


@pytest.fixture
def answers(housing):
    return {
        "department": str(housing.pk),
        "basis": "statute",
        "basis_text": "Serviceloven § 85",
        "sections": ["notes"],
    }


def test_the_department_sees_the_case_from_now_on(case, jonas, hanne, housing):
    actions.begin(
        case, by=jonas, department=housing, basis="statute", basis_text="§ 85"
    )
    assert type(case).objects.visible_to(hanne).filter(pk=case.pk).exists()
    assert Event.objects.get(kind="involvement.begin").facts["basis"] == "statute"


def test_twice_is_told_why(three_departments, jonas, housing):
    with pytest.raises(Refused, match=r"allerede|already"):
        actions.begin(
            three_departments,
            by=jonas,
            department=housing,
            basis="statute",
            basis_text="x",
        )


def test_only_those_responsible_involve_others(
    three_departments, hanne, outsider, elsewhere
):
    told = {"department": elsewhere, "basis": "statute", "basis_text": "x"}
    with pytest.raises(PermissionDenied):
        actions.begin(three_departments, by=hanne, **told)
    with pytest.raises(NotVisible):
        actions.begin(three_departments, by=outsider, **told)


def test_the_page_takes_the_basis_and_the_sections(
    signed_in, jonas, case, address, answers, housing
):
    client = signed_in(jonas)
    assert client.get(address).status_code == 200
    assert client.post(address, answers).url == case.get_absolute_url()
    part = Involvement.objects.get(department=housing)
    assert part.sections == ["core", "notes"]


def test_a_consent_that_covers_the_department_is_enough(
    signed_in, jonas, case, address, answers, housing
):
    consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="En bolig"
    )
    told = answers | {"basis": f"consent:{consent.pk}", "basis_text": ""}
    signed_in(jonas).post(address, told)
    assert Involvement.objects.get(department=housing).consent == consent


@pytest.mark.parametrize(
    "wrong",
    [
        {"department": ""},
        {"department": "999999"},
        {"basis": ""},
        {"basis": "consent:1"},
        {"basis_text": ""},
        {"sections": ["everything"]},
    ],
)
def test_bad_input_is_explained_and_kept(signed_in, jonas, address, answers, wrong):
    told = answers | wrong
    page = signed_in(jonas).post(address, told)
    assert page.status_code == 422
    assert told["basis_text"] in page.content.decode()
    assert Involvement.objects.count() == 1


def test_an_outsider_gets_the_same_page_as_for_nothing(signed_in, outsider, address):
    client = signed_in(outsider)
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_a_closed_case_says_that_it_must_be_reopened_first(
    case, jonas, psychiatry, signed_in
):
    """The answer is the sentence, not that somebody else may; and it leads on."""
    case_actions.close(case, by=jonas, outcome="other")
    with pytest.raises(Refused, match="Genåbn"):
        actions.begin(
            case, by=jonas, department=psychiatry, basis="statute", basis_text="§"
        )
    answer = signed_in(jonas).get(f"/cases/{case.pk}/involve/")
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Genåbn" in body
    assert f'href="/cases/{case.pk}/"' in body
    assert f'href="/cases/{case.pk}/involve/"' not in body


def test_who_never_worked_on_a_closed_case_learns_nothing_of_it(
    case, jonas, outsider, elsewhere, signed_in
):
    case_actions.close(case, by=jonas, outcome="other")
    assert signed_in(outsider).get(f"/cases/{case.pk}/involve/").status_code == 404
