"""Ready means that all parts work now, and not that they once did."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coordination import health
from coordination.models import Heartbeat
from coordination.tasks import beat

pytestmark = pytest.mark.django_db
ADDRESS = "/health/ready/"


@pytest.fixture
def started(monkeypatch):
    """Let this process be a minute old."""
    moment = timezone.now() - timedelta(minutes=1)
    monkeypatch.setattr(health, "STARTED", moment)
    return moment


def ready():
    return Client().get(ADDRESS).status_code


def worked(part, at):
    Heartbeat.objects.update_or_create(part=part, defaults={"at": at})


def test_all_parts_work(started):
    assert ready() == 503
    for part in ("dispatch", "tick"):
        beat(part)
    assert ready() == 200


@pytest.mark.parametrize("part", ["dispatch", "tick"])
def test_what_worked_before_the_start_is_not_trusted(started, part):
    for each in ("dispatch", "tick"):
        beat(each)
    worked(part, started - timedelta(seconds=1))
    assert ready() == 503
    worked(part, started + timedelta(seconds=1))
    assert ready() == 200


@pytest.mark.parametrize(("part", "seconds"), [("dispatch", 91), ("tick", 181)])
def test_a_part_that_stopped_is_missed(started, monkeypatch, part, seconds):
    monkeypatch.setattr(health, "STARTED", timezone.now() - timedelta(days=1))
    for each in ("dispatch", "tick"):
        beat(each)
    worked(part, timezone.now() - timedelta(seconds=seconds))
    assert ready() == 503


def test_who_asks_from_outside_learns_no_part(started):
    assert Client().get(ADDRESS).json() == {"ready": False}
