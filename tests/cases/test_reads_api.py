"""Reading over HTTP: only what one may see, on record, in few queries, page by page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.case import actions as case_actions
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from coordination import paging
from coordination.models import Event


def test_a_case_is_shown_with_everybody_and_what_one_may_do(
    as_, coordinated, handover, jonas, kim
):
    program = as_(jonas)
    with CaptureQueriesContext(connection) as queries:
        answer = program.get(f"cases/{coordinated.pk}/")
    assert answer.status_code == 200
    assert len(queries) <= 12, [query["sql"][:80] for query in queries]
    shown = answer.json()
    assert shown["baton"]["holder"]["name"] == jonas.name
    assert shown["coordinator"] == {"id": kim.pk, "name": kim.name}
    assert shown["offer"] == handover.pk
    parties = [part for part in shown["parties"] if part["kind"] == "party"]
    assert len(parties) == 3
    assert shown["available_steps"] == ["coordinate", "reassign"]
    read = Event.objects.get(kind="case.read")
    assert (read.by, read.root_id) == (jonas, coordinated.pk)


def test_a_protected_address_and_a_number_stay_hidden(as_, case, jonas):
    citizen = case.citizen
    citizen.address_protected = True
    citizen.set_cpr("012390-1234")
    citizen.save()
    shown = as_(jonas).get(f"cases/{case.pk}/").json()["citizen"]
    assert shown["address"] == ""
    assert shown["cpr"] == "012390-••••"


@pytest.mark.parametrize(
    "noun",
    [
        "cases",
        "handovers",
        "involvements",
        "consents",
        "contacts",
        "goals",
        "measures",
        "batons",
    ],
)
def test_an_outsider_finds_nothing(as_, coordinated, handover, outsider, noun):
    answer = as_(outsider).get(f"{noun}/")
    assert answer.json() == {"next": None, "results": []}


def test_a_list_puts_on_record_what_it_showed(as_, case, jonas):
    found = as_(jonas).get("cases/", state="open").json()["results"]
    assert [row["id"] for row in found] == [case.pk]
    assert Event.objects.get(kind="case.list").facts["ids"] == [case.pk]
    assert as_(jonas).get("cases/", state="closed").json()["results"] == []
    assert as_(jonas).get("cases/", holder=jonas.pk).json()["results"]


def test_pages_follow_one_another(as_, citizen, jobs, jonas, monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 2)
    made = [
        case_actions.open_case(citizen, by=jonas, department=jobs, reason=str(number))
        for number in range(5)
    ]
    seen, address = [], "cases/?state=open"
    while address:
        page = as_(jonas).get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert seen == [case.pk for case in reversed(made)]


def test_another_departments_notes_need_the_section(as_, three_departments, jonas, pia):
    jobs = jonas.department_ids[0]
    contact = contact_actions.log(
        three_departments,
        by=jonas,
        department=type(three_departments.baton.department).objects.get(pk=jobs),
        note="Kun for os",
    )
    part = three_departments.parties().get(department__name="Socialpsykiatri")
    assert as_(pia).get(f"contacts/{contact.pk}/").status_code == 200
    part.sections = ["core"]
    part.save(update_fields=["sections"])
    assert as_(pia).get(f"contacts/{contact.pk}/").status_code == 404
    assert as_(pia).get("contacts/").json()["results"] == []


@pytest.mark.parametrize(
    ("who", "view", "kind"),
    [
        ("jonas", "mine", "cases"),
        ("jonas", "department", "cases"),
        ("hanne", "incoming", "handovers"),
        ("jonas", "waiting", "handovers"),
        ("jonas", "tasks", "measures"),
    ],
)
def test_the_worklist_is_that_of_the_page(as_, handover, request, who, view, kind):
    program = as_(request.getfixturevalue(who))
    with CaptureQueriesContext(connection) as queries:
        answer = program.get("worklist/", view=view)
    assert answer.status_code == 200
    assert len(queries) <= 5
    shown = answer.json()
    assert len(shown[kind]) == (0 if kind == "measures" else 1)
    assert not shown["more"]


def test_the_charter_has_its_own_version(as_, charter, jonas):
    address = f"cases/{charter.case_id}/charter/"
    read = as_(jonas).get(address)
    assert (read.status_code, read["ETag"]) == (200, '"1"')
    kept = as_(jonas).post(address, match=read["ETag"], reason="Ny")
    assert (kept.status_code, kept["ETag"]) == (200, '"2"')
    stale = as_(jonas).post(address, match=read["ETag"], reason="Gammel")
    assert stale.status_code == 412
    assert stale.json()["current"]["reason"] == "Ny"


def test_the_plan_can_be_read(as_, three_departments, jonas):
    consent_actions.give(
        three_departments, by=jonas, kind="shared_plan", purpose="En fælles plan"
    )
    address = f"cases/{three_departments.pk}/plan/"
    assert as_(jonas).get(address).status_code == 404
    review_on = timezone.localdate().isoformat()
    as_(jonas).post(address, review_on=review_on)
    assert as_(jonas).get(address).json()["review_on"] == review_on
