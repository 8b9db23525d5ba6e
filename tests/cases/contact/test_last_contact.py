"""The last-contact rule: who is asked, who may take the baton, and what is said of it.

The page and the API ask alike; what counts is when the citizen was met, not when it is
written down.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.contact import actions
from cases.contact.models import Contact
from coordination.workflow import Refused
from tests.cases.contact.test_contact_page import address, typed

WEEK = timedelta(days=7)
SINCE_THEN = r"siden|since then"


@pytest.fixture
def case(three_departments, charter):
    return three_departments


@pytest.fixture
def met_yesterday(case, pia, psychiatry):
    """Psychiatry, which does not hold the baton either, had contact yesterday."""
    return actions.log(
        case,
        by=pia,
        department=psychiatry,
        happened_at=timezone.now() - timedelta(days=1),
        not_taken_because="Kun et opkald",
    )


def last_week():
    return (timezone.localtime() - WEEK).strftime("%Y-%m-%dT%H:%M")


def log(case, hanne, housing, **said):
    return actions.log(case, by=hanne, department=housing, **said)


class TestAction:
    def test_the_last_to_meet_the_citizen_says_who_carries_on(
        self, case, hanne, housing, jobs
    ):
        with pytest.raises(Refused, match=r"sidst|last to speak"):
            log(case, hanne, housing)
        assert not Contact.objects.exists()
        log(case, hanne, housing, not_taken_because="Kun et brev")
        assert case.baton.department == jobs

    @pytest.mark.parametrize("said", [{"kind": "note"}, {"attended": False}])
    def test_what_does_not_count_asks_nothing(self, case, hanne, housing, said):
        assert log(case, hanne, housing, **said).pk

    def test_of_an_older_contact_nothing_is_asked(
        self, case, met_yesterday, hanne, housing
    ):
        assert log(case, hanne, housing, happened_at=timezone.now() - WEEK).pk

    def test_an_older_contact_takes_no_baton(
        self, case, met_yesterday, hanne, housing, jobs
    ):
        old = {"happened_at": timezone.now() - WEEK}
        with pytest.raises(Refused, match=SINCE_THEN):
            log(case, hanne, housing, take_baton=True, **old)
        assert case.baton.department == jobs
        assert Contact.objects.get() == met_yesterday

    def test_the_holders_contact_is_another_departments_too(
        self, case, jonas, jobs, hanne, housing
    ):
        actions.log(case, by=jonas, department=jobs)
        old = {"happened_at": timezone.now() - WEEK}
        with pytest.raises(Refused, match=SINCE_THEN):
            log(case, hanne, housing, take_baton=True, **old)

    @pytest.mark.parametrize("said", [{"kind": "written"}, {"attended": False}])
    def test_a_letter_or_a_missed_meeting_is_no_later_contact(
        self, case, jonas, jobs, hanne, housing, said
    ):
        actions.log(case, by=jonas, department=jobs, **said)
        old = {"happened_at": timezone.now() - WEEK}
        log(case, hanne, housing, take_baton=True, **old)
        assert case.baton.department == housing

    def test_our_own_later_contact_does_not_matter(self, case, hanne, housing):
        log(case, hanne, housing, not_taken_because="Kun et opkald")
        old = {"happened_at": timezone.now() - WEEK}
        log(case, hanne, housing, take_baton=True, **old)
        assert case.baton.department == housing

    def test_within_one_minute_nobody_was_later(
        self, case, jonas, jobs, hanne, housing
    ):
        minute = timezone.now().replace(second=0, microsecond=0) - WEEK
        later = minute + timedelta(seconds=40)
        actions.log(case, by=jonas, department=jobs, happened_at=later)
        log(case, hanne, housing, take_baton=True, happened_at=minute)
        assert case.baton.department == housing


class TestPage:
    def test_the_question_follows_the_typed_time(
        self, case, met_yesterday, hanne, jobs, signed_in
    ):
        client = signed_in(hanne)
        sent = typed(
            client.get(address(case)), happened_at=last_week(), note="Et opkald"
        )
        answer = client.post(address(case), sent | {"take": "yes"})
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "En anden afdeling har talt med borgeren siden" in page
        assert "Et opkald" in page
        assert "take" not in answer.context["form"].fields
        assert client.post(address(case), sent).status_code == 302
        assert case.baton.department == jobs
        assert Contact.objects.count() == 2

    def test_a_newer_time_brings_the_question_back(
        self, case, met_yesterday, hanne, signed_in
    ):
        client = signed_in(hanne)
        page = client.get(address(case))
        old = typed(page, happened_at=last_week(), take="yes")
        client.post(address(case), old)
        answer = client.post(address(case), typed(page))
        assert answer.status_code == 422
        assert "take" in answer.context["form"].errors

    @pytest.mark.parametrize("changes", [{"attended": ""}, {"kind": "note"}])
    def test_it_says_what_happened_and_not_what_was_ticked(
        self, case, hanne, jobs, signed_in, changes
    ):
        client = signed_in(hanne)
        sent = typed(client.get(address(case)), take="yes", **changes)
        page = client.post(address(case), sent, follow=True).content.decode()
        assert case.baton.department == jobs
        assert "I har nu stafetten" not in page
        assert "Stafetten bliver, hvor den er" in page

    def test_it_says_that_the_baton_was_taken(self, case, hanne, signed_in):
        client = signed_in(hanne)
        sent = typed(client.get(address(case)), take="yes")
        page = client.post(address(case), sent, follow=True).content.decode()
        assert "I har nu stafetten" in page


class TestAPI:
    def test_it_asks_as_the_page_does(self, case, hanne, housing, jobs, as_):
        said = {"department": housing.pk, "kind": "visit"}
        contact = f"cases/{case.pk}/contact/"
        answer = as_(hanne).post(contact, **said)
        assert answer.status_code == 409
        assert "last to speak" in answer.json()["detail"]
        answer = as_(hanne).post(contact, **said, not_taken_because="Kun et besøg")
        assert answer.status_code == 201
        assert case.baton.department == jobs

    def test_an_older_contact_takes_no_baton(
        self, case, met_yesterday, hanne, housing, jobs, as_
    ):
        said = {"department": housing.pk, "happened_at": last_week() + "Z"}
        answer = as_(hanne).post(f"cases/{case.pk}/contact/", **said, take_baton=True)
        assert answer.status_code == 409
        assert "since then" in answer.json()["detail"]
        assert case.baton.department == jobs
