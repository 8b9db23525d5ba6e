"""The case page: who holds it, what is agreed, what happened, what one may do."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case import actions as case_actions
from cases.case.file import draw_legs
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan
from coordination.models import Event
from coordination.workflow import historical


def page_of(client, case, asked=""):
    return client.get(f"/cases/{case.pk}/{asked}")


def test_it_says_who_holds_the_baton(case, jonas, signed_in):
    page = page_of(signed_in(jonas), case)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Karla Fiktiv" in text
    assert case.number in text
    assert page.context["identity"]["holder"] == jonas


def test_the_days_of_a_case_that_was_closed_are_not_counted(citizen, jonas, jobs):
    opened, closed, reopened = (
        timezone.now() - timedelta(days=days) for days in (100, 90, 7)
    )
    with historical():
        case = case_actions.open_case(
            citizen, by=jonas, department=jobs, reason="Bolig", at=opened
        )
        case_actions.close(case, by=jonas, outcome="other", at=closed)
        case_actions.reopen(case, by=jonas, at=reopened)
    legs = draw_legs(case)
    assert [(leg.department, leg.days) for leg in legs] == [
        ("Job og Uddannelse", 10),
        ("Job og Uddannelse", 7),
    ]


def test_every_look_is_on_record(case, jonas, signed_in):
    page_of(signed_in(jonas), case)
    event = Event.objects.get(kind="case.read")
    assert (event.by, event.root_id, event.purpose) == (jonas, case.pk, "casework")


def test_an_outsider_cannot_tell_it_from_one_that_is_not_there(
    case, outsider, signed_in
):
    client = signed_in(outsider)
    said = []
    for pk in (case.pk, 987654321):
        page = client.get(f"/cases/{pk}/")
        assert page.status_code == 404
        text = page.content.decode().replace(f"/cases/{pk}/", "")
        said.append(re.sub(r"[A-Za-z0-9]{64}", "token", text))
    assert said[0] == said[1]


@pytest.mark.parametrize("pk", [0, 10**12, 10**30])
def test_an_unknown_number_is_not_found(jonas, signed_in, pk):
    assert signed_in(jonas).get(f"/cases/{pk}/").status_code == 404


def test_the_relay_line_has_one_leg_for_each_department(
    handover, hanne, kim, jonas, signed_in
):
    case = handover.case
    case_actions.reassign(case, by=jonas, to=kim)
    legs = page_of(signed_in(jonas), case).context["legs"]
    assert [(leg.department, leg.state) for leg in legs] == [
        ("Job og Uddannelse", "holding"),
        ("Bolig", "offered"),
    ]
    assert legs[0].holder == kim.name
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    legs = page_of(signed_in(jonas), case).context["legs"]
    assert [leg.state for leg in legs] == ["held", "holding"]


class TestWhatOneMayDo:
    def test_the_holder_may_pass_on_write_and_close(self, case, jonas, signed_in):
        page = page_of(signed_in(jonas), case)
        assert page.context["may_offer"]
        assert page.context["may"]["contact"]
        addresses = {step["href"].split("/")[-2] for step in page.context["steps"]}
        assert addresses == {"pause", "close", "reassign"}

    def test_another_party_may_write_but_not_close(
        self, three_departments, hanne, signed_in
    ):
        page = page_of(signed_in(hanne), three_departments)
        assert not page.context["may_offer"]
        assert page.context["may"]["contact"]
        assert page.context["steps"] == []

    def test_nothing_is_offered_twice(self, handover, jonas, hanne, signed_in):
        context = page_of(signed_in(jonas), handover.case).context
        assert not context["may_offer"]
        assert not context["offer"]["to_us"]
        steps = {step["href"].split("/")[-2] for step in context["steps"]}
        assert "close" not in steps

    def test_a_closed_case_can_be_reopened_and_nothing_else(
        self, case, jonas, signed_in
    ):
        case_actions.close(case, by=jonas, outcome="goal_reached")
        page = page_of(signed_in(jonas), case)
        assert page.status_code == 200
        steps = [step["href"].split("/")[-2] for step in page.context["steps"]]
        assert steps == ["reopen"]
        assert not page.context["may"]["contact"]
        assert not page.context["may_keep"]

    def test_three_departments_call_for_a_coordinator(
        self, three_departments, kim, hanne, signed_in
    ):
        proposal = page_of(signed_in(kim), three_departments).context["proposal"]
        assert proposal["departments"] == "Job og Uddannelse, Bolig, Socialpsykiatri"
        assert proposal["may_name"]
        other = page_of(signed_in(hanne), three_departments).context["proposal"]
        assert not other["may_name"]


def test_it_says_why_one_may_see_it(coordinated, kim, hanne, signed_in):
    reasons = page_of(signed_in(hanne), coordinated).context["reasons"]
    assert len(reasons) == 1
    assert "Serviceloven § 85" in reasons[0]
    assert len(page_of(signed_in(kim), coordinated).context["reasons"]) == 2


class TestTimeline:
    def test_it_tells_itself_from_what_happened(self, handover, hanne, signed_in):
        handover_actions.accept(handover, by=hanne, read_back="Karla mangler en bolig")
        case = handover.case
        contact_actions.log(
            case, by=hanne, department=handover.receiver, note="Talte om ventelisten"
        )
        page = page_of(signed_in(hanne), case)
        text = page.content.decode()
        assert "Karla mangler en bolig" in text
        assert "Talte om ventelisten" in text
        entries = page.context["entries"]
        assert entries == sorted(entries, key=lambda e: (e.at, e.pk), reverse=True)

    def test_other_departments_notes_need_the_section(
        self, case, jonas, hanne, housing, signed_in
    ):
        involvement_actions.begin(
            case,
            by=jonas,
            department=housing,
            basis="statute",
            basis_text="§ 80",
            sections=["core"],
        )
        contact_actions.log(
            case, by=jonas, department=case.baton.department, note="Fortroligt notat"
        )
        text = page_of(signed_in(hanne), case).content.decode()
        assert "Fortroligt notat" not in text
        kinds = [e.title for e in page_of(signed_in(hanne), case).context["entries"]]
        assert len(kinds) == 2  # the opening, and the own part's beginning
        assert "Fortroligt notat" in page_of(signed_in(jonas), case).content.decode()

    def test_reads_and_surveys_are_not_told(self, handover, hanne, signed_in):
        handover_actions.accept(handover, by=hanne, read_back="Ja")
        Event.objects.create(
            kind="survey.answer", root_id=handover.case_id, at=timezone.now()
        )
        page_of(signed_in(hanne), handover.case)
        entries = page_of(signed_in(hanne), handover.case).context["entries"]
        events = Event.objects.filter(pk__in=[entry.pk for entry in entries])
        assert set(events.values_list("kind", flat=True)) == {
            "case.open",
            "charter.keep",
            "handover.offer",
            "handover.accept",
        }

    def test_chips_show_a_part(self, handover, jonas, signed_in):
        page = page_of(signed_in(jonas), handover.case, "?show=handover")
        assert len(page.context["entries"]) == 1
        assert page_of(signed_in(jonas), handover.case, "?show=x").status_code == 200

    def test_it_goes_back_page_by_page(self, case, jonas, signed_in, monkeypatch):
        monkeypatch.setattr("cases.case.timeline.ENTRIES", 4)
        for number in range(9):
            contact_actions.log(
                case, by=jonas, department=case.baton.department, note=f"{number}"
            )
        client, seen, address = signed_in(jonas), [], case.get_absolute_url()
        while address:
            page = client.get(address)
            seen += [entry.pk for entry in page.context["entries"]]
            address = page.context["older_href"]
        assert len(seen) == len(set(seen)) == 10

    def test_a_late_entry_says_both_times(self, case, jonas, signed_in):
        happened_at = timezone.now() - timedelta(days=3)
        contact_actions.log(
            case,
            by=jonas,
            department=case.baton.department,
            happened_at=happened_at,
        )
        entry = page_of(signed_in(jonas), case, "?show=contact").context["entries"][0]
        assert entry.at == happened_at
        assert entry.late_at


def test_twelve_queries_however_much_there_is(
    coordinated,
    charter,
    jonas,
    kim,
    housing,
    signed_in,
    django_assert_max_num_queries,
):
    case = coordinated
    for number in range(8):
        goal = plan.set_goal(case, by=jonas, words=f"Mål {number}")
        plan.add(
            case,
            by=jonas,
            what="Ring",
            responsible=jonas,
            due_on=timezone.localdate(),
            goal=goal,
        )
        contact_actions.log(case, by=jonas, department=case.baton.department, note="x")
        consent_actions.give(
            case, by=jonas, departments=[housing], purpose=f"Samtykke {number}"
        )
    for person in (jonas, kim):
        client = signed_in(person)
        page_of(client, case)
        with django_assert_max_num_queries(12):
            assert page_of(client, case).status_code == 200
