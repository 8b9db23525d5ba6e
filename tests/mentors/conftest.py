"""Karla has Mona as her mentor; Mona works for housing, which is not on the case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from coordination.workflow import historical
from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship
from mentors.visit.report import Report
from tests.cast import employ, with_seats
from tests.mentors.a_month import day, visit


def in_days(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def mike(housing):
    return employ("mike", housing, "mentor")


@pytest.fixture
def proposal(case, jonas, housing, mona):
    return actions.propose(
        case,
        by=jonas,
        department=housing,
        mentor=mona,
        goal="Jeg vil ud blandt andre",
        summary="Karla er glad for at gå ture",
        until=in_days(90),
        basis="necessity",
        basis_text="Lov om en aktiv beskæftigelsesindsats § 167",
    )


@pytest.fixture
def mentorship(proposal, mona):
    actions.activate(proposal, by=mona)
    return Mentorship.objects.get(pk=proposal.pk)


@pytest.fixture
def mona_now(mentorship, mona):
    return with_seats(mona)


@pytest.fixture
def phone(signed_in, mentorship, mona):
    """Mona's phone, signed in."""
    return signed_in(mona)


@pytest.fixture
def report(mentorship):
    """Return a function that writes a report of an hour's visit, two hours ago."""

    def write(**changed):
        told = {
            "client_id": uuid4(),
            "mentorship": mentorship.pk,
            "kind": "home",
            "outcome": "done",
            "started_at": timezone.now() - timedelta(hours=2),
            "minutes": 60,
            "wishes": "Vil gerne i svømmehallen",
            "agreed": "Vi går derhen på torsdag",
        }
        return Report(**(told | changed))

    return write


@pytest.fixture
def team(mona, housing):
    """Three mentors in housing."""
    return [mona, *(employ(name, housing, "mentor") for name in ("mike", "merete"))]


@pytest.fixture
def mentored(jonas, jobs, housing):
    """Return a function that lets a citizen have a mentor, since a day in 2025."""

    def begin(mentor, *, asked, begun=None, ended=None, department=housing, **agreed):
        citizen = citizen_actions.register(
            by=jonas, name="Ida Fiktiv", email="ida@example.org", channel="email"
        )
        case = case_actions.open_case(
            citizen, by=jonas, department=jobs, reason="Bolig"
        )
        with historical():
            made = actions.propose(
                case,
                by=jonas,
                department=department,
                mentor=mentor,
                goal="Ud",
                until=(begun or asked).date() + timedelta(days=150),
                basis="statute",
                basis_text="LAB § 167",
                at=asked,
                **agreed,
            )
            if begun:
                actions.activate(made, by=mentor, at=begun)
            if ended:
                actions.end(made, by=jonas, because="other", at=ended)
        return Mentorship.objects.get(pk=made.pk)

    return begin


@pytest.fixture
def october(team, mentored):
    """Each of three mentors had one citizen from the middle of September on."""
    begun = {"asked": day(9, 1), "begun": day(9, 15)}
    weekly, fortnightly, as_asked = (
        mentored(mentor, frequency=frequency, **begun)
        for mentor, frequency in zip(
            team, ("weekly", "fortnightly", "as_needed"), strict=True
        )
    )
    for number in (2, 9, 16, 23):
        visit(weekly, day(10, number))
    visit(fortnightly, day(10, 7))
    visit(fortnightly, day(10, 21), "nobody_home")
    visit(fortnightly, day(10, 22), "cancelled")
    visit(as_asked, day(10, 5))
    return weekly, fortnightly, as_asked
