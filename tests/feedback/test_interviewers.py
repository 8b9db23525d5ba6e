"""Who can be named to ask aloud, and how they find whom to ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.models import Membership
from coordination.organisation import join
from coordination.workflow import Refused
from feedback.round import actions as rounds
from tests.cast import employ
from tests.feedback.asked import ask


@pytest.fixture
def karla(held, pia):
    """Pia works with Karla, Hanne does not."""
    return ask(held, mode="phone", helpers=[pia])


def place(asked):
    return f"/besvarelser/samtaler/{asked.pk}/"


def test_whoever_is_named_from_another_office_is_led_to_no_closed_door(
    signed_in, held, lars, jobs
):
    asta = employ("asta", jobs, "auditor")
    rounds.name_interviewers(held, by=lars, interviewers=[asta])
    client = signed_in(asta)
    tabs = client.get("/besvarelser/samtaler/").context["tabs"]
    assert len(tabs) == 2
    assert [client.get(tab["href"]).status_code for tab in tabs] == [200, 200]


def menu(client, path="/account/password/change/"):
    page = client.get(path)
    return {link["href"]: link["current"] for link in page.context["navigation"]}


def test_whoever_is_named_finds_it_in_the_menu_while_the_round_goes_on(
    signed_in, held, lars, jobs
):
    asta = employ("asta", jobs, "auditor")
    client = signed_in(asta)
    ways = {"/besvarelser/samtaler/", "/besvarelser/koder/"}
    with CaptureQueriesContext(connection) as before:
        assert not ways & menu(client).keys()
    rounds.name_interviewers(held, by=lars, interviewers=[asta])
    with CaptureQueriesContext(connection) as after:
        assert ways < menu(client).keys()
    assert len(after) == len(before), "the menu costs nobody a query"
    assert client.get("/")["Location"] == "/audit/", "their own page comes first"
    here = menu(client, "/besvarelser/samtaler/")
    assert [href for href, current in here.items() if current] == [
        "/besvarelser/samtaler/"
    ]
    rounds.close(held, by=lars)
    assert not ways & menu(client).keys()


def test_a_caseworker_who_is_named_finds_the_interviews_beside_the_rest(
    signed_in, held, hanne, jonas
):
    client = signed_in(hanne)
    here = menu(client, "/besvarelser/samtaler/")
    assert [href for href, current in here.items() if current] == [
        "/besvarelser/samtaler/"
    ]
    assert "/besvarelser/" in here
    assert "/besvarelser/koder/" not in here, "it lies beside the papers"
    assert "/besvarelser/samtaler/" not in menu(signed_in(jonas))


def test_only_the_ways_of_the_round_are_in_the_menu(signed_in, held, lars, jobs):
    asta = employ("asta", jobs, "auditor")
    rounds.name_interviewers(held, by=lars, interviewers=[asta])
    for modes, place in (
        (["web", "phone"], "/besvarelser/samtaler/"),
        (["letter", "tablet"], "/besvarelser/koder/"),
    ):
        type(held).objects.update(modes=modes)
        found = [href for href in menu(signed_in(asta)) if "besvarelser" in href]
        assert found == [place]


def test_who_only_administers_is_not_named(
    signed_in, as_, held, lars, hanne, pia, administrator, jobs
):
    with pytest.raises(Refused, match="Administrator Prøve kan ikke vælges"):
        rounds.name_interviewers(held, by=lars, interviewers=[hanne, administrator])
    place, api = f"{held.get_absolute_url()}interviewere/", f"rounds/{held.pk}/"
    named = {"interviewers": [administrator.pk]}
    refused = as_(lars).post(f"{api}name-interviewers/", language="da", **named)
    assert refused.status_code == 409
    assert "kun administrerer Stafet" in refused.json()["detail"]
    page = signed_in(lars).get(place).content.decode()
    assert "Hanne Prøve" in page
    assert "Administrator Prøve" not in page
    assert signed_in(lars).post(place, named).status_code == 422
    assert set(held.interviewers.all()) == {hanne, pia}
    # another role besides is enough
    join(administrator, department=jobs, role="caseworker", by=None)
    rounds.name_interviewers(held, by=lars, interviewers=[administrator])


def test_who_has_become_a_mere_administrator_asks_nobody(
    signed_in, as_, karla, hanne, housing
):
    Membership.objects.filter(user=hanne).update(until=timezone.now())
    join(hanne, department=housing, role="administrator", by=None)
    client = signed_in(hanne)
    assert "Karla" not in client.get("/besvarelser/samtaler/").content.decode()
    assert client.get(place(karla)).status_code == 404
    assert as_(hanne).get("interviews/").json() == []
    assert "/besvarelser/samtaler/" not in menu(client)
