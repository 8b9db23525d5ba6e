"""Django's PostgreSQL backend, which asks a kept connection nothing while it is quiet.

Django sends `SELECT 1` before the first query of every request, so that a restarted
server is noticed in time: one of three trips when a citizen's answers are stored.
A server that went away has closed the socket, and the kernel knows it without a trip.
"""

import select
from typing import Any, cast

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.utils import CursorWrapper


class Prepared(psycopg.Cursor[Any]):
    """A cursor whose statements the server parses once for each connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Run a statement that is kept ready for the next time."""
        return super().execute(query, params, **options, prepare=True)


class Operations(DatabaseOperations):
    """What Django knows of PostgreSQL, and how a kept statement reads in a log."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """Return what was sent; of a kept statement only its name was."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is asked whether it works only when there is a doubt."""

    ops_class = Operations

    def is_usable(self) -> bool:
        """Whether the connection can be used: at once when nothing came on the socket.

        Between two requests nobody is owed an answer, so what comes is the end of the
        connection, or a notice; then the server is asked.
        """
        line = self.connection
        if line is None or line.closed or self.errors_occurred:
            return super().is_usable()
        poll = select.poll()
        poll.register(line.pgconn.socket, select.POLLIN)
        return not poll.poll(0) or super().is_usable()

    def prepared_cursor(self) -> CursorWrapper:
        """Return a cursor for the few statements that are run all day, as written.

        Django's own put the values into the text, which the server reads anew each
        time.
        """
        self.ensure_connection()
        wrap = self.make_debug_cursor if self.queries_logged else self.make_cursor
        return wrap(cast("CursorWrapper", Prepared(self.connection)))
