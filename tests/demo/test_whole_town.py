"""The town as a sceptical caseworker and a leader read it: every case, every chart."""

from itertools import pairwise

import pytest

from cases.baton.models import BatonPeriod, Cause
from cases.handover.models import Handover
from coordination.invariants import broken
from coordination.models import Event, User
from demo.loading import course_of, dice
from demo.moves import Kind
from demo.openings import openings
from feedback.leaders.first import DASH
from feedback.leaders.selection import BY
from feedback.leaders.ways import KINDS
from mentors.mentorship.models import Mentorship
from tests import databases
from tests.demo.contradictions import EVERY
from tests.demo.test_load_demo import NOW

CITIZENS = 250


@pytest.fixture
def town(commits, monkeypatch, settings, volume):
    """Load the town, some of it or in `make prove` all of it; say how many citizens."""
    settings.DEMO = True
    monkeypatch.setenv("STAFET_DEMO", "1")
    count = volume(16, CITIZENS)
    databases.run_command("load_demo", "--citizens", str(count))
    return count


@pytest.fixture
def lone(town, client):
    """Sign the leader of the lead department in."""
    client.force_login(User.objects.get(username="lone"))
    return client


def test_everything_that_can_happen_happens_in_order():
    opened = openings(dice(0, "openings"), CITIZENS, now=NOW)
    courses = [course_of(n, at, now=NOW) for n, at in enumerate(opened, start=1)]

    assert {move.kind for course in courses for move in course} == set(Kind)
    assert all(course[0].kind == Kind.OPEN for course in courses)
    assert all(a.at < b.at for course in courses for a, b in pairwise(course))


def test_no_case_contradicts_itself_and_every_chart_speaks(town, lone, subtests):
    """Some of it is so only of the whole town, which takes its time to load."""
    for find in EVERY:
        with subtests.test(find.__name__):
            assert list(find()) == []
    with subtests.test("everything holds"):
        assert broken() == {}
    if town < CITIZENS:
        return
    with subtests.test("two years of handovers"):
        assert Handover.objects.exclude(accepted_at=None).count() >= 800
    with subtests.test("every end of an offer, every way to take the baton"):
        for of, field, wanted in (
            (Handover, "state", Handover.State.values),
            (BatonPeriod, "cause", Cause.values),
            (Mentorship, "state", ["active", "ended"]),
        ):
            assert set(wanted) <= set(of.objects.values_list(field, flat=True))
        kinds = {"handover.remind", "handover.escalate", "handover.object_to"}
        assert kinds <= set(Event.objects.values_list("kind", flat=True))
    charts_speak(lone, subtests)


def charts_speak(lone, subtests):
    """Every chart and table shows something, most ways too; some cells are hidden."""
    overview = lone.get("/ledelse/").context
    with subtests.test("overview"):
        assert all(number.shown != DASH for number in overview["numbers"])
        assert all(line.latest != DASH and line.spark for line in overview["lines"])
    for line in overview["lines"]:
        with subtests.test(line.label):
            page = lone.get(line.href).context
            assert speaks(page["chart"])
            # what the others draw of the same months stands in that table, too
            assert all(each.drawing for each in page["more"])
    with subtests.test("from whom to whom"):
        ways = lone.get("/ledelse/veje/").context["ways"]
        cells = [cell for row in ways.rows for cell in row["cells"] if cell["way"]]
        shown = sum(bool(cell["score"]["mean"]) for cell in cells)
        assert shown >= len(cells) / 2
        for kind in KINDS:
            assert any(way.counts[kind] for way in ways.ways.values()), kind
    hidden = 0
    for by in BY:
        with subtests.test(by):
            means = list(means_by(lone, by))
            assert any(means)
            hidden += means.count(None)
    assert hidden


def speaks(figure):
    """Say whether a chart shows something, and has a table behind it."""
    return bool(figure.drawing and figure.table.rows)


def means_by(lone, by):
    """Yield the means of a dimension in all closed quarters, None where hidden."""
    for quarter, _name in lone.get("/ledelse/svar/").context["quarters"]:
        page = lone.get("/ledelse/svar/", {"by": by, "quarter": quarter}).context
        assert speaks(page["spread"])
        # where each group is hidden a sentence says so
        assert page["by_group"].drawing or page["by_group"].instead
        assert page["groups_table"].rows
        for row in page["heat"]:
            yield from (cell["mean"] for cell in row["cells"])
