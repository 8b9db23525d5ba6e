"""A log put in order: case by case, each in the order of time, out of memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Self

from django.utils.translation import gettext as _

from cases.relay.eventlog.entry import BadRow, Entry, NotALog

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Beyond this, the columns are mistaken, not the rows.
MOST_BAD_ROWS = 1000


class Record(NamedTuple):
    """All entries of one case, in the order they happened."""

    case: str
    entries: list[Entry]


class Shelf:
    """The entries of a log in a file of its own, which is gone with the shelf.

    A log may list its cases mixed; sorting it here keeps memory the same for a
    log of any size.
    """

    def __init__(self) -> None:
        self.base = sqlite3.connect("")
        self.base.executescript(
            """
            CREATE TABLE entry (
                number INTEGER PRIMARY KEY,
                line INTEGER, place TEXT, at INTEGER, grp TEXT, resource TEXT
            );
            CREATE TABLE bad (place TEXT PRIMARY KEY) WITHOUT ROWID;
            """
        )
        self.bad: list[BadRow] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.base.close()

    def put(self, found: Iterable[Entry | BadRow]) -> None:
        """Take everything in; bad rows keep their whole case out."""
        self.base.executemany(
            "INSERT INTO entry VALUES (NULL, ?, ?, ?, ?, ?)", self._rows(found)
        )
        self.base.executescript("CREATE INDEX by_case ON entry (place, at, number);")

    def _rows(
        self, found: Iterable[Entry | BadRow]
    ) -> Iterator[tuple[int, str, int, str, str]]:
        for row in found:
            if isinstance(row, BadRow):
                self._note(row)
                self.base.execute("INSERT OR IGNORE INTO bad VALUES (?)", [row.case])
                continue
            at = (row.at - EPOCH) // MICROSECOND
            yield row.line, row.case, at, row.group, row.resource

    def _note(self, row: BadRow) -> None:
        self.bad.append(row)
        if len(self.bad) > MOST_BAD_ROWS:
            raise NotALog(
                _(
                    "More than %(count)s rows cannot be read; the first is line"
                    " %(line)s: %(reason)s. Check the columns with --map."
                )
                % {"count": MOST_BAD_ROWS, **self.bad[0]._asdict()}
            )

    def count(self) -> int:
        """Return how many cases the log names, bad ones included."""
        found = self.base.execute(
            "SELECT count(*) FROM (SELECT place FROM entry UNION"
            " SELECT place FROM bad WHERE place <> '')"
        )
        return int(found.fetchone()[0])

    def count_bad(self) -> int:
        """Return how many cases have a row that cannot be read."""
        found = self.base.execute("SELECT count(*) FROM bad WHERE place <> ''")
        return int(found.fetchone()[0])

    def records(self) -> Iterator[Record]:
        """Return the readable cases one by one; ties keep the order of the file."""
        rows = self.base.execute(
            "SELECT line, place, at, grp, resource FROM entry"
            " WHERE place NOT IN (SELECT place FROM bad) ORDER BY place, at, number"
        )
        for case, group in groupby(rows, key=itemgetter(1)):
            yield Record(
                case,
                [
                    Entry(line, name, EPOCH + at * MICROSECOND, grp, resource)
                    for line, name, at, grp, resource in group
                ],
            )
