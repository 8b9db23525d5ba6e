"""A visit that waits for its citizen is placed by its author, or set aside."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.organisation import stand_in
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.models import Visit
from tests.mentors.phones import envelope, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def unplaced(phone, mona):
    send(phone, envelope(words(whom="Karla ved åen"), author=mona))
    return UnplacedVisit.objects.get()


def test_one_tap_makes_it_a_visit_under_its_own_id(phone, unplaced, mentorship, mona):
    page = phone.get(unplaced.get_absolute_url()).content.decode()
    assert "Karla ved åen" in page
    phone.post(unplaced.get_absolute_url(), {"mentorship": mentorship.pk})

    visit = Visit.objects.get()
    assert (visit.client_id, visit.author) == (unplaced.client_id, mona)
    unplaced.refresh_from_db()
    assert (unplaced.state, unplaced.visit) == ("placed", visit)


def test_it_is_placed_once(phone, unplaced, mentorship):
    for _twice in range(2):
        answer = phone.post(unplaced.get_absolute_url(), {"mentorship": mentorship.pk})
    assert Visit.objects.count() == 1
    assert answer.status_code == 409


def test_what_is_wrong_is_put_right_on_the_page(phone, mona, mentorship):
    told = words(mentorship=mentorship.pk, fields={"minutes": ["mange"]})
    send(phone, envelope(told, author=mona))
    unplaced = UnplacedVisit.objects.get()
    page = phone.get(unplaced.get_absolute_url()).content.decode()
    assert 'name="edited"' in page

    phone.post(
        unplaced.get_absolute_url(),
        {
            "edited": "yes",
            "mentorship": mentorship.pk,
            "outcome": "done",
            "kind": "walk",
            "wishes": "Svømmehallen",
            "started_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
            "minutes": "45",
        },
    )
    assert Visit.objects.get().minutes == 45
    unplaced.refresh_from_db()
    assert unplaced.content["fields"]["minutes"] == ["mange"]


def test_only_its_author_and_their_deputy_see_it(
    signed_in, unplaced, mike, lone, jonas, mona
):
    for person in (mike, lone, jonas):
        assert signed_in(person).get(unplaced.get_absolute_url()).status_code == 404
        address = f"/api/v1/unplaced-visits/{unplaced.pk}/"
        assert signed_in(person).get(address).status_code == 404
    now = timezone.now()
    stand_in(
        mona, by=None, deputy=mike, since=now - timedelta(1), until=now + timedelta(9)
    )
    assert signed_in(mike).get(unplaced.get_absolute_url()).status_code == 200


def test_a_strangers_citizen_cannot_be_chosen(phone, unplaced, mentorship, mike):
    answer = phone.post(unplaced.get_absolute_url(), {"mentorship": 99_999_999})
    assert answer.status_code == 404
    unplaced.refresh_from_db()
    assert unplaced.state == "unplaced"


def test_set_aside_it_stays(phone, unplaced):
    phone.post(f"{unplaced.get_absolute_url()}drop/")
    unplaced.refresh_from_db()
    assert unplaced.state == "dropped"
    assert unplaced.content["whom"] == "Karla ved åen"


def test_it_is_counted_when_it_has_waited_too_long(unplaced):
    rows = UnplacedVisit.objects.longer_than(
        timedelta(days=7), at=timezone.now() + timedelta(days=8)
    )
    assert list(rows) == [unplaced]


def test_the_api_places_and_drops(phone, unplaced, mentorship):
    address = f"/api/v1/unplaced-visits/{unplaced.pk}/"
    shown = phone.get(address).json()
    assert shown["available_steps"] == ["drop", "place"]
    body = json.dumps({"mentorship": mentorship.pk})
    answer = phone.post(f"{address}place/", body, content_type="application/json")
    assert answer.json()["state"] == "placed"
    listed = phone.get("/api/v1/unplaced-visits/?state=placed").json()["results"]
    assert [row["id"] for row in listed] == [unplaced.pk]
