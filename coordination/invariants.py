"""What must hold in the tables at every moment, and how to find where it does not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

from coordination.audit.seal import broken_seals

Scan = Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Invariant:
    """A promise about the data; `scan` yields one sentence for each breakage."""

    code: str
    promise: str
    scan: Scan


_invariants: list[Invariant] = []


def holds(code: str, promise: str) -> Callable[[Scan], Scan]:
    """Register a scan for breakages of a promise; codes are those of RELIABILITY."""

    def register(scan: Scan) -> Scan:
        _invariants.append(Invariant(code, promise, scan))
        return scan

    return register


def never(code: str, promise: str, sql: str) -> None:
    """Register a query that finds the breakages: one text column, no rows if well."""
    holds(code, promise)(lambda: rows_of(sql))


def rows_of(sql: str) -> list[str]:
    """Return the first column of a query as text."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [str(row[0]) for row in cursor.fetchall()]


def registered() -> list[Invariant]:
    """Return every invariant, in the order of their codes."""
    return sorted(_invariants, key=lambda each: each.code)


def broken() -> dict[str, list[str]]:
    """Return the breakages by code; empty when everything holds."""
    found: dict[str, list[str]] = {}
    for each in registered():
        if breakages := list(each.scan()):
            found.setdefault(each.code, []).extend(breakages)
    return found


@holds("I19", "No event was changed or removed after it was sealed.")
def seals_fit() -> Iterable[str]:
    """Yield what the seals do not fit."""
    return broken_seals()
