"""What leaders see of the mentors' work, as a program reads it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.formats import NOTHING, whole
from coordination.models import Event
from tests.mentors.a_month import visit

PLACE = "figures/mentors/"
PAGE = "/ledelse/mentorer/"


@pytest.fixture
def visited(team, mentored):
    """Each of three mentors has two citizens, has met both, and once found nobody."""
    begun = timezone.now() - timedelta(days=80)
    for mentor in [*team, *team]:
        found = mentored(mentor, asked=begun, begun=begun)
        visit(found, timezone.now() - timedelta(days=50))
        visit(found, timezone.now() - timedelta(minutes=5), outcome="nobody_home")


def written(row, name):
    """Return a number as the page writes it; a dash where it is not shown."""
    return whole(row[name]) if row else NOTHING


def test_it_says_what_the_page_says(visited, as_, signed_in, lone, housing):
    for asked in ({}, {"department": housing.pk}):
        told = as_(lone).get(PLACE, **asked).json()
        page = signed_in(lone).get(PAGE, asked)
        assert told["department"] == page.context["chosen"] == asked.get("department")
        done, kept, nobody_home, first, citizens = (
            figure.table.rows for figure in page.context["figures"]
        )
        assert len(told["months"]) == len(done) == 13
        work = [month["work"] for month in told["months"]]
        assert [r[1] for r in done] == [written(row, "done") for row in work]
        assert [r[2] for r in done] == [written(row, "agreed") for row in work]
        for rows, part, of in (
            (kept, "kept", "promised"),
            (nobody_home, "nobody_home", "tried"),
        ):
            assert [r[2] for r in rows] == [written(row, part) for row in work]
            assert [r[3] for r in rows] == [written(row, of) for row in work]
        standing = [month["standing"] for month in told["months"]]
        assert [r[1] for r in citizens] == [written(row, "active") for row in standing]
        assert [r[2] for r in citizens] == [written(row, "waiting") for row in standing]
        days = [month["first_visits"] for month in told["months"]]
        assert [r[2] for r in first] == [written(row, "p90") for row in days]
        assert [month["running"] for month in told["months"]] == [False] * 12 + [True]
        for shown in (work, days):
            assert any(shown)
            assert None in shown


def test_only_leaders_read_it_and_the_look_is_on_record(
    visited, as_, lone, lars, hanne
):
    for person in (hanne, None):
        assert as_(person).get(PLACE).status_code in {401, 403}
    told = [as_(leader).get(PLACE).json() for leader in (lone, lars)]
    assert told[0] == told[1]
    looks = Event.objects.filter(kind="figures.read")
    assert set(looks.values_list("by", "facts__table")) == {
        (lone.pk, "mentors"),
        (lars.pk, "mentors"),
    }


def test_a_department_of_few_mentors_is_not_there(visited, as_, lone, jobs):
    told = as_(lone).get(PLACE).json()
    assert jobs.pk not in {place["id"] for place in told["departments"]}
    for unknown in (jobs.pk, 999_999, "x", "9" * 30, ""):
        assert as_(lone).get(PLACE, department=unknown).status_code == 404


def test_nobody_is_named_and_the_questions_are_few(visited, as_, team, lone):
    client = as_(lone)
    client.get(PLACE)
    with CaptureQueriesContext(connection) as asked:
        reply = client.get(PLACE)
    assert not [m for m in team if m.name in reply.content.decode()]
    assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) <= 8
