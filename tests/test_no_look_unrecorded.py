"""What cannot be put on record is not shown: no record, no look (RELIABILITY I17)."""

import pytest
from django.db import connection
from django.test import Client

from cases.citizen.models import Citizen
from coordination.models import User
from tests.journeys.test_every_page import pages_of_everybody
from tests.journeys.town import found_town
from tests.matrix.turns import in_turn

pytestmark = pytest.mark.commits

FORBID = 'REVOKE INSERT ON coordination_event FROM "{}"'
ALSO_PAGES = ("/api/v1/cases/", "/api/v1/worklist/", "/api/v1/handovers/")


@pytest.fixture(scope="module")
def founded(found):
    return found(found_town)


@pytest.fixture
def town(founded, commits):
    return founded.town


def looks_of(client, places, names):
    """Return the status of each page that names a citizen, by its address."""
    found = {}
    for place in places:
        answer = client.get(place)
        body = b"".join(answer) if answer.streaming else answer.content
        text = body.decode(errors="replace")
        found[place] = (answer.status_code, any(name in text for name in names))
    return found


def test_nobody_is_shown_a_citizen_where_the_look_cannot_be_recorded(town, commits):
    names = set(Citizen.objects.values_list("name", flat=True))
    everybody = pages_of_everybody(town)
    told = 0
    clients = {}
    for turn, person in enumerate(filter(None, everybody)):
        places = [p for p in everybody[person].values() if isinstance(p, str)]
        places = in_turn(places, turn, of=2)
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(pk=getattr(town, person).pk))
        seen = looks_of(client, [*places, *ALSO_PAGES], names)
        clients[person] = client, [place for place, (_, named) in seen.items() if named]
    with commits.as_owner() as owner:
        owner.execute(FORBID.format(connection.settings_dict["USER"]))
    for person, (client, places) in clients.items():
        for place, (status, named) in looks_of(client, places, names).items():
            assert (status, named) == (503, False), (person, place)
            told += 1
    assert told > 20
