"""A connection that is kept: a server that went away is noticed before it is asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg import OperationalError

from coordination.database import prepared
from coordination.models import Municipality

pytestmark = pytest.mark.commits


@pytest.fixture
def kept(municipality):
    """Return a connection as a second request of a process finds it."""
    connection.ensure_connection()
    connection.health_check_enabled = True
    connection.health_check_done = False
    return connection


def test_a_quiet_connection_is_used_without_asking(kept, monkeypatch):
    def ask():
        pytest.fail("the server was asked")

    monkeypatch.setattr(kept.connection, "cursor", ask)
    assert kept.is_usable()


def test_a_connection_that_was_ended_is_made_anew(kept, commits):
    before = kept.connection.info.backend_pid
    with commits.as_owner() as owner:
        end = "SELECT pg_terminate_backend(%s, 5000)"
        assert owner.execute(end, [before]).fetchone() == (True,)
    assert Municipality.objects.get().name == "Prøve Kommune"
    assert kept.connection.info.backend_pid != before


def test_a_notice_on_the_line_is_no_end(kept, commits):
    before = kept.connection.info.backend_pid
    kept.connection.execute("LISTEN anything")
    with commits.as_owner() as owner:
        owner.execute("NOTIFY anything")
    assert Municipality.objects.get().name == "Prøve Kommune"
    assert kept.connection.info.backend_pid == before


def test_after_an_error_the_server_is_asked(kept, monkeypatch):
    def ask():
        raise OperationalError

    monkeypatch.setattr(kept.connection, "cursor", ask)
    kept.errors_occurred = True
    assert not kept.is_usable()


def test_without_a_connection_there_is_none_to_use(kept):
    kept.close()
    assert not kept.is_usable()


def test_a_statement_that_is_run_all_day_is_parsed_once(kept):
    with CaptureQueriesContext(connection) as asked:
        for number in range(3):
            with prepared() as cursor:
                cursor.execute("SELECT %s::int", [number])
                assert cursor.fetchone() == (number,)
    assert len(asked) == 3, "it is among the queries that tests count"
    assert all("::int" in query["sql"] for query in asked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        assert cursor.fetchall() == [("SELECT $1::int",)]
