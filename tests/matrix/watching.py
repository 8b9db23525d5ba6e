"""What one request or call did to the database, seen from inside its transaction."""

from contextlib import contextmanager

from django.db import connection

from tests.matrix.trying import steps_taken
from tests.matrix.world import undone

COUNTED = """
    SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""
# What a look may write: that it was made, and that the session is alive.
A_LOOK = {"coordination_event", "django_session"}


def counts():
    """Return the rows written in this transaction so far, by table and way."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return {row[0]: row[1:] for row in cursor.fetchall()}


@contextmanager
def written():
    """Give the tables written to inside; read it after the block."""
    before, tables = counts(), set()
    yield tables
    after = counts()
    tables.update(name for name in after if after[name] != before.get(name))


def contents(tables):
    """Return a digest of every row of these tables."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            rows = f"string_agg(t::text, '|' ORDER BY t::text) FROM {table} t"
            cursor.execute(f"SELECT md5({rows.replace(' FROM', ') FROM', 1)}")
            found[table] = cursor.fetchone()
    return found


def done_by(send):
    """Return an answer and what it left behind, steps and tables; take it all back.

    What was written and taken back before the answer counts as written as well, so
    whatever was written to is asked once more, row by row.
    """
    with undone():
        before = steps_taken()
        with written() as tables:
            answer = send()
        left = {"a step"} if steps_taken() != before else set()
    tables -= A_LOOK
    if tables:
        with undone():
            before = contents(tables)
            send()
            after = contents(tables)
        left |= {table for table in tables if before[table] != after[table]}
    return answer, left
