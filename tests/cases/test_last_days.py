"""A deadline is kept as a midnight; people and programs are told the day before it."""

import datetime
import re

import pytest
from django.utils import timezone

from cases.consent import actions as consent_actions
from cases.consent.models import Consent
from cases.involvement import actions as involvement_actions
from cases.involvement.models import Involvement
from coordination.calendar import end_of_day
from coordination.formats import short_day


@pytest.fixture
def day():
    return timezone.localdate() + datetime.timedelta(days=40)


def days_on(page):
    return set(re.findall(r"\d+\. [a-zæøå]{3,4}(?: \d{4})?", page.content.decode()))


def judge(page, last):
    """Return what is wrong with a page that should name a last day."""
    after = short_day(last + datetime.timedelta(days=1))
    found = days_on(page)
    return {short_day(last)} - found | {after} & found


# -- an offer --------------------------------------------------------------------


def test_every_page_names_the_last_day_on_which_an_answer_is_in_time(
    handover, jonas, hanne, signed_in
):
    assert end_of_day(handover.answer_by) == handover.remind_at
    places = {
        f"/cases/{handover.case_id}/": jonas,
        f"/handovers/{handover.pk}/": jonas,
        "/?view=waiting": jonas,
        "/?view=incoming": hanne,
    }
    for place, person in places.items():
        assert not judge(signed_in(person).get(place), handover.answer_by), place


def test_a_program_is_told_the_same_day(handover, jonas, hanne, as_):
    last = handover.answer_by.isoformat()
    program = as_(jonas)
    [row] = program.get("handovers/").json()["results"]
    [waiting] = program.get("worklist/", view="waiting").json()["handovers"]
    [incoming] = as_(hanne).get("worklist/", view="incoming").json()["handovers"]
    one = program.get(f"handovers/{handover.pk}/").json()
    assert {each["answer_by"] for each in (row, waiting, incoming, one)} == {last}


# -- a consent, and a part that rests on it --------------------------------------


@pytest.fixture
def joined(case, jonas, housing, day):
    """Housing takes part on a consent until that day."""
    consent = consent_actions.give(
        case,
        by=jonas,
        departments=[housing],
        purpose="At finde en bolig",
        until=end_of_day(day),
    )
    return involvement_actions.begin(
        case, by=jonas, department=housing, basis="consent", consent=consent
    )


def test_every_page_names_the_last_day_of_a_consent(joined, jonas, signed_in, day):
    client = signed_in(jonas)
    for place in ("", "consent/"):
        page = client.get(f"/cases/{joined.case_id}/{place}")
        assert not judge(page, day), place


def test_a_program_is_told_the_last_day_and_the_moment_by_another_name(
    joined, jonas, as_, day
):
    program = as_(jonas)
    [consent] = program.get("consents/", case=joined.case_id).json()["results"]
    parts = program.get("involvements/", case=joined.case_id).json()["results"]
    [part] = [each for each in parts if each["id"] == joined.pk]
    assert consent["until"] == part["until"] == day.isoformat()
    ends_at = datetime.datetime.fromisoformat(part["ends_at"])
    assert ends_at == end_of_day(day) == Involvement.objects.get(pk=joined.pk).until


def test_a_program_names_a_last_day_as_the_page_does(case, jonas, housing, as_, day):
    program = as_(jonas)
    given = program.post(
        f"cases/{case.pk}/consent/",
        departments=[housing.pk],
        purpose="At finde en bolig",
        until=day.isoformat(),
    )
    assert given.status_code == 201
    assert Consent.objects.get().holds_until == day
    begun = program.post(
        f"cases/{case.pk}/involve/",
        department=housing.pk,
        basis="statute",
        basis_text="Serviceloven § 85",
        until=day.isoformat(),
    )
    assert begun.status_code == 201
    assert Involvement.objects.get(department=housing).until == end_of_day(day)


@pytest.mark.parametrize("step", ["consent", "involve"])
@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2020-01-01", "Choose today or a later day."),
        ("2200-01-01", "Choose a year from 1900 to 2199."),
        ("2099-01-01T00:00:00Z", "Write the day as 2026-12-24."),
    ],
)
def test_what_is_no_last_day_is_told_so(case, jonas, as_, step, until, sentence):
    answer = as_(jonas).post(f"cases/{case.pk}/{step}/", until=until)
    assert answer.status_code == 400
    assert answer.json()["problems"]["until"] == [sentence]


def test_the_documentation_says_which_day_it_is(as_, jonas):
    schema = as_(jonas).client.get("/api/schema/?format=json").json()
    rows = schema["components"]["schemas"]
    said = {
        name: rows[name]["properties"][field]
        for name, field in {
            "HandoverRow": "answer_by",
            "ConsentRow": "until",
            "InvolvementRow": "until",
        }.items()
    }
    for name, field in said.items():
        assert field["format"] == "date", name
        assert field["description"].startswith("The last day "), name
