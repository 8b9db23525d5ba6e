"""What one request or call did to the database, seen from inside its transaction."""

from contextlib import contextmanager

from django.db import connection

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
