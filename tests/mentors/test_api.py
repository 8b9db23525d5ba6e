"""Visits and mentorships over HTTP, for phones and other systems."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mentors.mentorship.models import Mentorship
from mentors.visit.held import HeldVisit
from mentors.visit.models import Visit
from tests.mentors.conftest import in_days

VISITS = "/api/v1/visits/"


def post(client, path, body, **headers):
    return client.post(path, body, content_type="application/json", headers=headers)


@pytest.fixture
def told(mentorship):
    return {
        "client_id": str(uuid4()),
        "mentorship": mentorship.pk,
        "kind": "accompany",
        "to_whom": "Lægen",
        "outcome": "done",
        "started_at": (timezone.now() - timedelta(hours=1)).isoformat(),
        "minutes": 40,
        "wishes": "Vil have svar",
        "agreed": "Ringer mandag",
    }


def test_a_visit_is_new_then_seen_then_in_conflict(phone, told):
    first = post(phone, VISITS, told)
    assert first.status_code == 201
    again = post(phone, VISITS, told)
    assert (again.status_code, again.json()) == (200, first.json())
    other = post(phone, VISITS, told | {"wishes": "Noget andet"})
    assert other.status_code == 409
    assert Visit.objects.count() == HeldVisit.objects.count() == 1


def test_a_conflict_with_an_idempotency_key_is_held_as_well(phone, told):
    post(phone, VISITS, told)
    key = {"Idempotency-Key": "k1"}
    assert post(phone, VISITS, told | {"agreed": "Nej"}, **key).status_code == 409
    assert HeldVisit.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "x"},
        {"client_id": None},
        {"mentorship": "x"},
        {"mentorship": 10**30},
        {"kind": "teleport"},
        {"outcome": ""},
        {"started_at": "i går"},
        {"started_at": "0001-01-01T00:00:00Z"},
        {"started_at": "9999-12-31T23:59:59Z"},
        {"minutes": -1},
        {"minutes": 10**9},
        {"wishes": "a\u0000b"},
        {"wishes": ["x"]},
        {"together_with": [0]},
        {"together_with": "x"},
        {"visit_id": "x"},
    ],
)
def test_bad_input_is_named(phone, told, wrong):
    answer = post(phone, VISITS, told | wrong)
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.json()["problems"]


def test_strangers_learn_nothing(signed_in, told, mike, jonas):
    for stranger in (mike, jonas):
        client = signed_in(stranger)
        assert post(client, VISITS, told).status_code == 404
        unknown = told | {"mentorship": 987654}
        assert post(client, VISITS, unknown).status_code == 404


def test_visits_are_read_as_agreed(signed_in, phone, told, jonas, mike, mentorship):
    made = post(phone, VISITS, told).json()
    own = phone.get(VISITS).json()["results"]
    assert [row["wishes"] for row in own] == ["Vil have svar"]
    client = signed_in(jonas)
    row = client.get(f"{VISITS}{made['id']}/").json()
    assert (row["wishes"], row["agreed"]) == ("", "Ringer mandag")
    assert client.get(f"{VISITS}?case={mentorship.case_id}").json()["results"]
    client = signed_in(mike)
    assert client.get(VISITS).json()["results"] == []
    assert client.get(f"{VISITS}{made['id']}/").status_code == 404


def test_every_step_of_a_mentorship(signed_in, case, jonas, housing, lone, mona):
    client = signed_in(jonas)
    asked = {
        "department": housing.pk,
        "goal": "Ud",
        "until": in_days(50).isoformat(),
        "basis": "statute",
        "basis_text": "LAB § 167",
    }
    made = post(client, f"/api/v1/cases/{case.pk}/mentorship/", asked)
    assert made.status_code == 201
    base = f"/api/v1/mentorships/{made.json()['id']}/"
    client = signed_in(lone)
    assert post(client, f"{base}activate/", {}).status_code == 409
    assert post(client, f"{base}match/", {"mentor": mona.pk}).status_code == 200
    assert (
        post(client, f"{base}activate/", {}, **{"If-Match": '"0"'}).status_code == 412
    )
    assert post(client, f"{base}activate/", {}).status_code == 200
    until = {"until": in_days(120).isoformat()}
    assert post(client, f"{base}renew/", until).status_code == 200
    planned = {"starts_at": (timezone.now() + timedelta(days=1)).isoformat()}
    assert post(client, f"{base}plan-visit/", planned).status_code == 403
    phone = signed_in(mona)
    assert post(phone, f"{base}plan-visit/", planned).status_code == 201
    assert phone.get(base).json()["goal"] == "Ud"
    assert post(phone, f"{base}end/", {"because": "goal_reached"}).status_code == 200
    assert phone.get(base).status_code == 404
    assert Mentorship.objects.get().state == "ended"
