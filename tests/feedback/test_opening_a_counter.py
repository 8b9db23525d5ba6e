"""A counter is opened for a device, by whom it may be, and ends by itself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.models import Event
from coordination.workflow import Refused
from feedback.counter import actions
from feedback.counter.models import LONGEST, Counter
from tests.feedback.test_answer import stranger

GIVEN = {"overall": "4"}


def test_it_ends_with_the_day_with_the_round_or_when_it_is_closed(held, hanne, lars):
    counter, secret = actions.open_counter(held, by=hanne)
    assert counter.until - timezone.now() <= LONGEST
    place = f"/t/{secret}/"
    client = stranger()
    assert client.get(place).status_code == 200
    Counter.objects.update(until=timezone.now())
    assert client.get(place).status_code == 410
    Counter.objects.update(until=timezone.now() + LONGEST)
    actions.close_counter(counter, by=lars)
    assert client.get(place).status_code == 410
    assert client.post(place, GIVEN).status_code == 410
    with pytest.raises(Refused, match="allerede lukket"):
        actions.close_counter(counter, by=hanne)


def test_only_the_digest_of_the_address_is_stored(held, hanne):
    _counter, secret = actions.open_counter(held, by=hanne)
    assert len(secret) == 43
    assert secret not in str(list(Counter.objects.values()))
    assert secret not in str(list(Event.objects.values()))


def test_who_may_open_and_close_it(held, hanne, mona, pia, lars):
    with pytest.raises(PermissionDenied):
        actions.open_counter(held, by=mona)
    counter, _secret = actions.open_counter(held, by=hanne)
    assert not Counter.objects.visible_to(pia).exists()
    assert Counter.objects.visible_to(lars).count() == 1
    actions.close_counter(counter, by=hanne)


def test_a_round_that_takes_no_tablets_is_refused(held, hanne):
    held.modes = ["letter"]
    held.save()
    with pytest.raises(Refused, match="tablet"):
        actions.open_counter(held, by=hanne)


def test_opening_it_signs_the_person_out_on_this_device(signed_in, held, hanne):
    client = signed_in(hanne)
    page = client.get("/besvarelser/skranke/")
    assert held.name in page.content.decode()
    sent = {"round": held.pk, "place": "Jobcentret"}
    opened_at = client.post("/besvarelser/skranke/", sent)
    assert opened_at["Location"].startswith("/t/")
    assert client.get(opened_at["Location"]).status_code == 200
    assert client.get("/").status_code == 302
    counter = Counter.objects.get()
    again = signed_in(hanne)
    assert "Jobcentret" in again.get("/besvarelser/skranke/").content.decode()
    assert again.get(f"/besvarelser/skranke/{counter.pk}/close/").status_code == 200
    assert again.post(f"/besvarelser/skranke/{counter.pk}/close/").status_code == 302
    assert not Counter.objects.in_use().exists()


def test_over_http(as_, held, hanne, pia, mona):
    made = as_(hanne).post("counters/", round=held.pk, place="Jobcentret")
    assert made.status_code == 201
    link = made.json()["link"]
    assert stranger().get(link.split("//", 1)[1].split("/", 1)[1].join("//")[1:])
    assert "link" not in as_(hanne).get("counters/").json()["results"][0]
    number = made.json()["id"]
    assert as_(mona).post("counters/", round=held.pk).status_code == 403
    assert as_(pia).post(f"counters/{number}/close/").status_code == 404
    assert as_(hanne).post(f"counters/{number}/close/").status_code == 200
    assert as_(hanne).post(f"counters/{number}/close/").status_code == 409
