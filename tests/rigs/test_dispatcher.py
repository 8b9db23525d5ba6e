"""Nothing owed is lost or doubled while the worker is killed and the broker emptied."""

import json
import os
import threading
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from cases.handover import actions as handover_actions
from coordination import periodic
from coordination.embedded import commands
from coordination.invariants import broken
from coordination.models import Delivery, Message, Municipality
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest
from tests.environment import proving
from tests.sites import Part, Worker, empty_broker

pytestmark = pytest.mark.commits

PATIENCE = 180
DEATHS = 5


class Beat(Part):
    """The process that says when something is due."""

    def is_ready(self):
        return self.process.is_alive()


@pytest.fixture
def machinery(commits, nursery):
    """A running worker and beat over the test's own database."""
    parts = [
        Worker("worker", commands.work(f"rig{os.getpid()}"), nursery),
        Beat("beat", commands.beat(), nursery),
    ]
    for part in parts:
        part.start()
    yield parts[0]
    for part in parts:
        part.kill()
    empty_broker()


@pytest.fixture
def misfortunes(machinery):
    """Kill the worker and empty the broker five times, spread over what is done.

    Not by the clock: otherwise a fast machine would suffer all of it before the first
    citizen is asked.
    """
    suffered, threads = [], []
    stop = threading.Event()

    def strike(done):
        try:
            for number in range(1, DEATHS + 1):
                while done() < number / (DEATHS + 1):
                    if stop.wait(0.02):
                        return
                suffered.append(round(done(), 3))
                machinery.kill()
                empty_broker()
                machinery.start()
        finally:
            connection.close()

    def begin(done):
        threads.append(threading.Thread(target=strike, args=[done]))
        threads[0].start()
        return suffered

    yield begin
    stop.set()
    for thread in threads:
        thread.join()


def until(done, what, *, patience=PATIENCE):
    """Wait for something the other processes bring about."""
    deadline = time.monotonic() + patience
    while not done():
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(0.2)


def let_leases_run_out():
    """Let the minute pass in which nobody takes up what a killed worker held."""
    held = Message.objects.filter(state="queued", next_at__gt=timezone.now())
    held.update(next_at=timezone.now())


def hand_over(number, *, by, department, receiver, person):
    """Let one citizen's baton go from one department to another."""
    citizen = citizen_actions.register(
        by=by,
        name=f"Fiktiv {number}",
        email=f"fiktiv{number}@example.org",
        channel="email",
    )
    case = case_actions.open_case(citizen, by=by, department=department, reason="Bolig")
    handover = handover_actions.offer(
        case,
        by=by,
        receiver=receiver,
        reason="Bolig",
        basis="necessity",
        basis_text="Prøve",
    )
    handover_actions.accept(handover, by=person, read_back="Ja")
    return handover


def letters():
    """Return the links that left the machine, by the citizen's address."""
    found = defaultdict(list)
    for file in Path(settings.POST_FOLDER).glob("*.json"):
        letter = json.loads(file.read_text())
        if letter["template"].startswith("feedback/"):
            found[letter["to"]].append(letter["link"].rstrip("/").rsplit("/", 1)[-1])
    return found


def asked():
    """Return how many citizens were sent their link."""
    return Message.objects.filter(
        template__startswith="feedback/", state="sent"
    ).count()


def test_each_handover_asks_once_whatever_dies(
    misfortunes, jonas, hanne, jobs, housing, volume, record
):
    count, made = volume(60, 300), 0

    def done():
        return (made + asked()) / (2 * count)

    def all_have_come():
        # a death that is slow to come must find the work it was meant for
        return len(suffered) >= int(done() * (DEATHS + 1))

    suffered = misfortunes(done)
    for number in range(count):
        hand_over(number, by=jonas, department=jobs, receiver=housing, person=hanne)
        made = number + 1
        until(all_have_come, "the next death of the worker")
    assert Invitation.objects.count() == count

    later = timezone.now() + timedelta(days=22)
    periodic.run_due(later)
    until(lambda: len(suffered) == DEATHS, "the last death of the worker")
    assert suffered[0] < 1 / 2 < suffered[-1], "it died in one half of the work only"
    record({"deaths_at": suffered})
    if not proving():
        # nobody else holds any: this spares the minute, and nothing else
        let_leases_run_out()
    until(
        lambda: not Delivery.objects.filter(done_at=None).exists(), "the last delivery"
    )
    until(
        lambda: not Message.objects.filter(state="queued").exists(), "the last message"
    )

    days = Municipality.current().survey_reminder_days
    periodic.run_due(timezone.now() + timedelta(days=days, hours=1))
    assert not Invitation.objects.filter(reminded_at=None).exists()
    until(
        lambda: not Message.objects.filter(state="queued").exists(), "the last reminder"
    )
    sent = letters()
    assert len(sent) == count
    assert all(len(copies) >= 2 for copies in sent.values()), "no reminder"
    tokens = {to: set(copies) for to, copies in sent.items()}
    assert all(len(copies) == 1 for copies in tokens.values()), "copies differ"
    stored = set(Invitation.objects.values_list("token_digest", flat=True))
    assert {digest(each) for copies in tokens.values() for each in copies} == stored
    assert not broken()
    connection.close()
