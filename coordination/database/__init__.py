"""PostgreSQL as Django speaks to it, with fewer words: looks, and kept statements."""

from typing import TYPE_CHECKING, cast

from django.db import connection

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from coordination.database.base import DatabaseWrapper


def prepared() -> "CursorWrapper":
    """Return a cursor whose statements the server keeps ready; a context manager."""
    return cast("DatabaseWrapper", connection).prepared_cursor()
