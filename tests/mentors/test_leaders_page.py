"""The page on which leaders see the mentors' work."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.messages import queue
from coordination.models import Event
from tests.mentors.a_month import visit

ADDRESS = "/ledelse/mentorer/"


def test_leaders_see_it_and_others_do_not(signed_in, lone, kim, mona, hanne):
    assert signed_in(lone).get(ADDRESS).status_code == 200
    for person in (kim, mona, hanne):
        assert signed_in(person).get(ADDRESS).status_code == 403


def test_every_leader_sees_the_same_figures_and_the_look_is_on_record(
    signed_in, october, lone, lars, housing
):
    pages = []
    for leader in (lone, lars):
        page = signed_in(leader).get(ADDRESS, {"department": housing.pk})
        pages.append([str(f.table.rows) for f in page.context["figures"]])
        event = Event.objects.filter(kind="figures.read", by=leader).latest("pk")
        assert event.facts["table"] == "mentors"
    assert pages[0] == pages[1]


def test_an_unknown_department_shows_all_together(signed_in, lone, october):
    for asked in ("999", "x", "9" * 30):
        page = signed_in(lone).get(ADDRESS, {"department": asked})
        assert page.context["chosen"] is None


def test_no_mentor_is_named(signed_in, lone, october, team):
    page = signed_in(lone).get(ADDRESS).content.decode()
    assert not [mentor for mentor in team if mentor.name in page]


def test_visits_that_wait_on_phones_are_counted_for_a_week(signed_in, lone, lars):
    queue("mentors/sealed/mail/unsent", key="a", user=lone, waiting=4)
    counts = signed_in(lone).get(ADDRESS).context["uploads"]
    assert counts == {"held": 0, "unplaced": 0, "unopened": 0, "on_phones": 4}
    assert signed_in(lars).get(ADDRESS).context["uploads"]["on_phones"] == 0


@pytest.fixture
def count_queries(signed_in, lone):
    def count():
        client = signed_in(lone)
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as seen:
            client.get(ADDRESS)
        return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])

    return count


def test_the_page_asks_at_most_twelve_questions_however_much_there_is(
    count_queries, team, mentored
):
    begun = timezone.now() - timedelta(days=40)

    def visit_more():
        for mentor in team:
            another = mentored(mentor, asked=begun, begun=begun)
            visit(another, timezone.now() - timedelta(days=3))

    visit_more()
    few = count_queries()
    visit_more()
    assert count_queries() == few <= 12
