"""Karla has Mona as her mentor; Mona works for housing, which is not on the case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship
from mentors.visit.report import Report
from tests.cast import employ, with_seats


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
