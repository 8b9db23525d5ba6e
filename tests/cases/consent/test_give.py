"""Writing down what the citizen agrees to."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from cases.consent import actions
from cases.consent.models import Consent
from coordination.models import Event
from coordination.workflow import NotVisible


@pytest.fixture
def address(case):
    return f"/cases/{case.pk}/consent/"


@pytest.fixture
def answers(housing, jobs):
    return {
        "kind": "sharing",
        "departments": [str(housing.pk), str(jobs.pk)],
        "purpose": "At finde en bolig",
        "way": "written",
        "until": "",
    }


def test_a_consent_names_who_may_share_what_for(case, jonas, housing, psychiatry):
    actions.give(case, by=jonas, departments=[housing], purpose="En bolig")
    covering = Consent.objects.filter(case=case)
    assert covering.covering(housing).exists()
    assert not covering.covering(psychiatry).exists()


def test_it_is_recorded_without_the_purpose(case, jonas, housing):
    actions.give(case, by=jonas, departments=[housing], purpose="En bolig")
    event = Event.objects.get(kind="consent.give")
    assert event.facts["departments"] == [housing.pk]
    assert "bolig" not in str(event.facts)


def test_only_those_on_the_case_write_it_down(handover, case, hanne, outsider):
    for person in (hanne, outsider):
        with pytest.raises((NotVisible, PermissionDenied)):
            actions.give(case, by=person, purpose="x")


def test_the_page_shows_who_may_know_what(
    signed_in, jonas, three_departments, housing, address
):
    actions.give(
        three_departments, by=jonas, departments=[housing], purpose="At finde en bolig"
    )
    page = signed_in(jonas).get(address).content.decode()
    assert "At finde en bolig" in page
    assert "Serviceloven § 85" in page
    assert "ingen slutdato" in page


def test_the_page_takes_a_new_one(signed_in, jonas, address, answers, housing):
    day = datetime.date.today() + datetime.timedelta(days=30)
    told = answers | {"until": day.isoformat()}
    assert signed_in(jonas).post(address, told).url == address
    consent = Consent.objects.get()
    assert housing in consent.departments.all()
    assert (consent.way, consent.holds_until) == ("written", day)


@pytest.mark.parametrize(
    "wrong",
    [
        {"departments": []},
        {"departments": ["999999"]},
        {"purpose": ""},
        {"purpose": "x" * 301},
        {"kind": "everything"},
        {"way": ""},
        {"until": "2020-01-01"},
        {"until": "snart"},
    ],
)
def test_bad_input_is_explained_and_kept(signed_in, jonas, address, answers, wrong):
    told = answers | wrong
    page = signed_in(jonas).post(address, told)
    assert page.status_code == 422
    assert told["purpose"] in page.content.decode()
    assert not Consent.objects.exists()


def test_a_shared_plan_needs_no_departments(signed_in, jonas, address, answers):
    told = answers | {"kind": "shared_plan", "departments": []}
    assert signed_in(jonas).post(address, told).status_code == 302


def test_an_outsider_does_not_learn_that_it_exists(signed_in, outsider, address):
    client = signed_in(outsider)
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_it_costs_at_most_twelve_queries(
    signed_in, jonas, case, housing, address, django_assert_max_num_queries
):
    for purpose in ("En", "To", "Tre"):
        actions.give(case, by=jonas, departments=[housing], purpose=purpose)
    client = signed_in(jonas)
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)
