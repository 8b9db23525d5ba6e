"""What one request or call did to the database, seen from inside its transaction."""

import re
from contextlib import contextmanager
from urllib.parse import quote

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


TOKEN = re.compile(r"""(csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]*\"""")


def plain(response, address):
    """Return status and body without the form's token and the address itself."""
    body = response.content.decode(errors="replace")
    body = TOKEN.sub("", body)
    for written_as in (address, quote(address, safe="")):
        body = body.replace(written_as, "#")
    return response.status_code, response.headers.get("Content-Type", ""), body
