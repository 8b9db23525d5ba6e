"""Django's PostgreSQL backend, which asks a kept connection nothing while it is quiet.

Django sends `SELECT 1` before the first query of every request, so that a restarted
server is noticed in time: one of three trips when a citizen's answers are stored.
A server that went away has closed the socket, and the kernel knows it without a trip.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is asked whether it works only when there is a doubt."""

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
