"""The demo municipality: made up, whole, and the same every time."""

import io
import json
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from cases.case.models import Case
from cases.citizen.models import Citizen
from coordination.calendar import COPENHAGEN
from coordination.invariants import broken
from coordination.models import Event, Message, Municipality, User
from demo.loading import course_of, dice
from demo.moves import Kind
from demo.openings import openings

COUNT = 9
NOW = datetime(2026, 9, 1, 12, tzinfo=COPENHAGEN)


def run(name, *options):
    out = io.StringIO()
    call_command(name, *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def load():
    return run("load_demo", "--citizens", str(COUNT), "--processes", "1")


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    load()


def test_two_years_have_eight_hundred_handovers():
    kinds = [
        move.kind
        for number, opened_at in enumerate(
            openings(dice(0, "openings"), 250, now=NOW), start=1
        )
        for move in course_of(number, opened_at, now=NOW)
    ]

    assert kinds.count(Kind.ACCEPT) >= 800
    assert 60 < 250 - kinds.count(Kind.CLOSE) < 150


def test_the_demo_is_made_up_whole_and_loaded_once(demo, subtests):
    """One load for all that is said of it, since loading takes its time."""
    with subtests.test("everybody is made up"):
        assert Citizen.objects.count() == COUNT + 1
        assert not Citizen.objects.filter(fictive=False).exists()
        assert all(int(c.cpr[2:4]) >= 20 for c in Citizen.objects.all())
        assert User.objects.count() == 30
        assert all(u.email.endswith("@example.org") for u in User.objects.all())
    with subtests.test("nothing is sent while loading, and everything holds"):
        assert not Message.objects.exclude(state="queued").exists()
        assert broken() == {}
    with subtests.test("the story goes from referral to closing"):
        case = Case.objects.get(source="story")
        way = [p.department.name for p in case.periods.select_related("department")]
        assert (case.state, case.outcome) == ("closed", "goal_reached")
        assert way == [
            "Borgerservice",
            "Job og Uddannelse",
            "Bolig",
            "Socialpsykiatri",
            "Job og Uddannelse",
        ]
    with subtests.test("everybody is told how to sign in"):
        told = json.loads(run("demo_users", "--json"))
        assert len(told["logins"]) == 30
        assert {"role", "name", "username", "password", "department"} == set(
            told["logins"][0]
        )
        assert told["leader_page"].startswith("http")
    with subtests.test("a second time changes nothing"):
        events = Event.objects.count()
        run("load_demo")
        assert Event.objects.count() == events
    with subtests.test("a load that was interrupted goes on"):
        Municipality.objects.update(demo=False)
        load()
        assert Citizen.objects.count() == COUNT + 1
        assert broken() == {}


def test_only_a_demo_is_filled(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="demo"):
        run("load_demo")
    with pytest.raises(CommandError, match="demo"):
        run("demo_users")
    assert not Citizen.objects.exists()
