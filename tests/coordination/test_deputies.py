"""Who stands in for whom: named for oneself, or by one's leader; ended at any time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.calendar import today
from coordination.deputies import actions
from coordination.models import Deputy, Event
from tests.cast import employ


@pytest.fixture
def maja(jobs):
    return employ("maja", jobs)


@pytest.fixture
def soon():
    now = timezone.now()
    return {"since": now + timedelta(days=2), "until": now + timedelta(days=9)}


@pytest.fixture
def days():
    return {
        "first": today().isoformat(),
        "last": (today() + timedelta(days=5)).isoformat(),
    }


def test_a_colleague_stands_in_from_day_to_day(signed_in, jonas, maja, days):
    client = signed_in(jonas)
    answer = client.post("/deputies/", days | {"deputy": str(maja.pk)})
    assert answer.url == "/deputies/"
    row = Deputy.objects.get()
    assert (row.absent, row.by) == (jonas, maja)
    assert "Maja Prøve" in client.get("/deputies/").content.decode()
    assert "Jonas Prøve" in signed_in(maja).get("/deputies/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"deputy": ""},
        {"first": ""},
        {"last": "2020-01-01"},
        {"first": "2999-01-01"},
        {"last": "nu"},
    ],
)
def test_bad_input_is_explained(signed_in, jonas, maja, days, wrong):
    told = days | {"deputy": str(maja.pk)} | wrong
    assert signed_in(jonas).post("/deputies/", told).status_code == 422
    assert not Deputy.objects.exists()


def test_nobody_stands_in_for_themselves(signed_in, jonas, maja, days):
    page = signed_in(jonas).post("/deputies/", days | {"deputy": str(jonas.pk)})
    assert page.status_code == 422


def test_another_departments_people_are_not_on_the_list(signed_in, jonas, hanne, days):
    told = days | {"deputy": str(hanne.pk)}
    assert signed_in(jonas).post("/deputies/", told).status_code == 422


def test_a_leader_names_one_for_who_fell_ill(signed_in, lars, jonas, maja, days):
    told = days | {"deputy": str(maja.pk), "absent": str(jonas.pk)}
    assert signed_in(lars).post("/deputies/", told).status_code == 302
    assert Deputy.objects.get().absent == jonas


def test_a_colleague_does_not(jonas, maja, lone, soon):
    for person in (maja, lone):
        with pytest.raises(PermissionDenied):
            actions.name(jonas, by=person, deputy=maja, **soon)


def test_it_ends_when_one_is_back(signed_in, jonas, maja):
    now = timezone.now()
    row = actions.name(
        jonas,
        by=jonas,
        deputy=maja,
        since=now - timedelta(days=1),
        until=now + timedelta(days=9),
    )
    signed_in(jonas).post(f"/deputies/{row.pk}/end/")
    row.refresh_from_db()
    assert row.until <= timezone.now()
    assert Event.objects.get(kind="deputy.end").by == jonas


def test_what_has_not_begun_is_taken_back(jonas, maja, soon):
    row = actions.name(jonas, by=jonas, deputy=maja, **soon)
    actions.end(row, by=jonas)
    assert not Deputy.objects.exists()
    assert Event.objects.filter(kind="deputy.end").exists()


def test_the_deputy_does_not_end_it(signed_in, jonas, maja, soon, outsider):
    row = actions.name(jonas, by=jonas, deputy=maja, **soon)
    assert signed_in(maja).post(f"/deputies/{row.pk}/end/").status_code == 403
    assert signed_in(outsider).post(f"/deputies/{row.pk}/end/").status_code == 404
    assert Deputy.objects.exists()
