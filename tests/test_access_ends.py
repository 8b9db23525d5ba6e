"""Access ends at once: what the very next request sees, on every way in."""

import pytest

from cases.case import actions as case_actions
from cases.consent import actions as consent_actions
from cases.involvement import actions as involvement_actions
from coordination.models import Membership
from coordination.organisation import deactivate, leave
from mentors.mentorship import actions as mentorship_actions
from tests.calls import Caller
from tests.matrix.trying import browser
from tests.matrix.world import (
    build_world,
    database,
    furnish,
    let_in,
    open_case,
    refresh,
    undone,
)

__all__ = ["database"]


@pytest.fixture(scope="module")
def world(database):
    world = build_world()
    case = open_case(world, parties=("psychiatry", "school"), mark="Zyxcase")
    case_actions.coordinate(
        case, by=world.kim, coordinator=world.kim, deputy=world.dorte
    )
    world.ours = furnish(
        world,
        case,
        by="jonas",
        home="jobs",
        receiver="housing",
        lender="corps",
        mentor="mona",
    )
    return refresh(world)


def ways_in(case):
    """Return every way to a case: lists, search, the page, and the same over HTTP."""
    return [
        "/?view=department",
        "/?q=Karla",
        f"/?q={case.number}",
        f"/cases/{case.pk}/",
        f"/api/v1/cases/{case.pk}/",
        "/api/v1/cases/",
        f"/api/v1/cases/?citizen={case.citizen_id}",
        f"/api/v1/citizens/{case.citizen_id}/",
        "/api/v1/contacts/",
        "/api/v1/handovers/",
        "/api/v1/measures/",
        "/api/v1/worklist/",
    ]


def seen_at(client, world):
    """Return the ways in that show something of the case now."""
    case = world.ours.case
    found = {
        address
        for address in ways_in(case)
        if "Zyx" in client.get(address).content.decode()
    }
    jump = client.post("/search/", {"q": case.number})
    if jump.headers.get("Location") == case.get_absolute_url():
        found.add("/search/")
    return found


def test_a_consent_taken_back_shuts_the_department_out(world):
    with undone():
        consent = let_in(world, world.ours.case, world.culture)
        client = browser(world.outsider)
        assert len(seen_at(client, world)) > 7
        consent_actions.withdraw(consent, by=world.jonas)
        assert not seen_at(client, world)


@pytest.mark.parametrize("who", ["pia", "kim", "jonas"])
def test_a_seat_that_ends_shuts_the_person_out(world, who):
    person = getattr(world, who)
    with undone():
        client = browser(person)
        assert len(seen_at(client, world)) > 7
        for seat in Membership.objects.filter(user=person):
            leave(seat, by=None)
        assert not seen_at(client, world)


@pytest.mark.parametrize("who", ["pia", "kim", "jonas", "mona"])
def test_a_person_who_is_deactivated_is_signed_out(world, who):
    person = getattr(world, who)
    with undone():
        client = browser(person)
        assert client.get("/notices/").status_code == 200
        deactivate(person, by=None)
        assert client.get("/notices/").status_code == 302
        assert client.get("/api/v1/me/").status_code == 401
        assert not seen_at(client, world)


def test_a_department_that_leaves_is_shut_out(world):
    with undone():
        client = browser(world.sara)
        assert len(seen_at(client, world)) > 7
        part = world.ours.case.parties().get(department=world.school)
        involvement_actions.end(part, by=world.jonas)
        assert not seen_at(client, world)


def test_a_mentorship_that_ends_shuts_the_mentor_out(world):
    with undone():
        client = browser(world.mona)
        address = f"/field/{world.ours.mentorship.pk}/"
        assert "Zyxsummary" in client.get(address).content.decode()
        mentorship_actions.end(world.ours.mentorship, by=world.jonas, because="other")
        for place in (address, "/field/", f"/api/v1/visits/{world.ours.visit.pk}/"):
            assert "Zyx" not in client.get(place).content.decode()
        assert not seen_at(client, world)


def test_nobody_without_a_sign_in_is_anybody(world):
    assert Caller().get("me/").status_code == 401
    assert not seen_at(browser(None), world)
