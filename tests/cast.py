"""The people and departments that tests never introduce again.

`jonas` holds the baton in jobs, `hanne` works in housing, `pia` in psychiatry; `kim`
coordinates in the lead department (jobs), `lone` leads housing, `mona` is a mentor,
`outsider` works in a department that has nothing to do with the case.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case import actions as case_actions
from cases.charter import actions as charter_actions
from cases.citizen import actions as citizen_actions
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from coordination.models import Department, Membership, Municipality, User
from coordination.organisation import join, open_department
from coordination.person import load_person
from coordination.workflow import historical

PASSWORD = "en-lang-adgangskode"


def employ(username, department, role="caseworker", **details):
    """Make a person who works in a department; return them with their seats."""
    user = User.objects.create(
        username=username,
        name=details.pop("name", username.capitalize() + " Prøve"),
        email=f"{username}@example.org",
        phone="12 34 56 78",
        **details,
    )
    join(user, department=department, role=role, by=None)
    return with_seats(user)


def with_seats(user):
    """Return the person with the roles they have now, as a request would load them."""
    found = load_person(user.pk)
    assert found, f"{user} is deactivated"
    return found


def seat_of(person):
    """Return the one seat of somebody who has one."""
    return Membership.objects.get(user=person)


def held_by(case):
    """Return who holds the baton now."""
    return case.periods.get(until=None).holder


def settle(name, **details):
    """Return a department that the town began with, or open it."""
    found = Department.objects.filter(name=name).first()
    return found or open_department(name, by=None, **details)


def settle_town():
    """Return the municipality, in which nobody works yet."""
    town, _ = Municipality.objects.update_or_create(
        pk=1, defaults={"name": "Prøve Kommune"}
    )
    return town


def settle_three():
    """Return the three departments of most cases: jobs, housing, psychiatry."""
    town = settle_town()
    jobs = town.lead_department = settle("Job og Uddannelse", phone="11 11 11 11")
    town.save()
    housing = settle("Bolig", phone="22 22 22 22")
    return [jobs, housing, settle("Socialpsykiatri", phone="33 33 33 33")]


@pytest.fixture
def municipality(db):
    return settle_town()


@pytest.fixture
def jobs(municipality):
    department = settle("Job og Uddannelse", phone="11 11 11 11")
    municipality.lead_department = department
    municipality.save()
    return department


@pytest.fixture
def housing(municipality):
    return settle("Bolig", phone="22 22 22 22")


@pytest.fixture
def psychiatry(municipality):
    return settle("Socialpsykiatri", phone="33 33 33 33")


@pytest.fixture
def elsewhere(municipality):
    return settle("Familie")


@pytest.fixture
def jonas(jobs):
    return employ("jonas", jobs)


@pytest.fixture
def hanne(housing):
    return employ("hanne", housing)


@pytest.fixture
def pia(psychiatry):
    return employ("pia", psychiatry)


@pytest.fixture
def kim(jobs):
    return employ("kim", jobs, "coordinator")


@pytest.fixture
def dorte(jobs):
    return employ("dorte", jobs, "coordinator")


@pytest.fixture
def lone(housing):
    return employ("lone", housing, "leader")


@pytest.fixture
def lars(jobs):
    return employ("lars", jobs, "leader")


@pytest.fixture
def mona(housing):
    return employ("mona", housing, "mentor")


@pytest.fixture
def outsider(elsewhere):
    return employ("outsider", elsewhere)


@pytest.fixture
def administrator(elsewhere):
    return employ("administrator", elsewhere, "administrator")


@pytest.fixture
def citizen(jonas):
    return citizen_actions.register(
        by=jonas,
        name="Karla Fiktiv",
        email="karla@example.org",
        channel="email",
        address="Prøvevej 1, 9999 Prøveby",
        fictive=True,
    )


@pytest.fixture
def case(citizen, jonas, jobs):
    return case_actions.open_case(
        citizen, by=jonas, department=jobs, reason="Bolig og arbejde"
    )


@pytest.fixture
def charter(case, jonas):
    return charter_actions.keep(
        case, by=jonas, reason="Skal have en bolig", promised="Vi ringer på fredag"
    )


@pytest.fixture
def handover(case, charter, jonas, housing, hanne):
    """An offer from jobs to housing, waiting for an answer."""
    return handover_actions.offer(
        case,
        by=jonas,
        receiver=housing,
        reason="Boligen kommer først",
        basis="necessity",
        basis_text="Bolig skal findes nu",
    )


@pytest.fixture
def accepted_long_ago(citizen, jonas, jobs, housing, hanne):
    """Housing said yes six days ago, to an offer of eight days ago."""
    now = timezone.now()
    opened, offered, accepted = (now - timedelta(days=days) for days in (30, 8, 6))
    with historical():
        case = case_actions.open_case(
            citizen, by=jonas, department=jobs, reason="Bolig", at=opened
        )
        handover = handover_actions.offer(
            case,
            by=jonas,
            receiver=housing,
            basis="statute",
            basis_text="Serviceloven § 85",
            at=offered,
        )
        handover_actions.accept(handover, by=hanne, read_back="Ja", at=accepted)
    return handover


@pytest.fixture
def three_departments(case, jonas, housing, psychiatry):
    """The case, with housing and psychiatry taking part besides jobs."""
    for department in (housing, psychiatry):
        involvement_actions.begin(
            case,
            by=jonas,
            department=department,
            basis="statute",
            basis_text="Serviceloven § 85",
        )
    return case


@pytest.fixture
def coordinated(three_departments, kim, dorte):
    case_actions.coordinate(three_departments, by=kim, coordinator=kim, deputy=dorte)
    return three_departments


@pytest.fixture
def signed_in(client):
    """Return a function that signs a person in to the test client."""

    def sign_in(user):
        client.force_login(user, backend="coordination.access.SeatBackend")
        return client

    return sign_in
