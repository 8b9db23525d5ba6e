"""How a log's case is read as a relay."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from cases.relay.eventlog.shelf import Record


class Leg(NamedTuple):
    """From this moment a department held the baton, and this person in it."""

    at: datetime
    department: str
    person: str


class Course(NamedTuple):
    """A case's way through the departments, from its first to its last event."""

    case: str
    legs: list[Leg]
    ended_at: datetime

    @property
    def source(self) -> str:
        """The mark by which the same case is known again, in whatever file.

        It rests on the case's name and its beginning, so that a log may be renamed,
        packed, converted or longer next time.
        """
        first = self.legs[0]
        told = "\0".join([self.case, first.at.isoformat(), *first[1:]])
        return f"log:{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def read_course(record: Record) -> Course | None:
    """Return the relay in a case; nothing, if no department is known in it.

    Events of an unknown department say nothing about the baton. Of the others, the
    first opens the case, a change of department is a handover, and a change of
    person inside one is a reassignment. The case ends with its last event.
    """
    legs = list(_legs(record))
    if not legs:
        return None
    return Course(record.case, legs, record.entries[-1].at)


def _legs(record: Record) -> Iterator[Leg]:
    department = person = ""
    for entry in record.entries:
        if not entry.group:
            continue
        moved = entry.group != department
        if moved or (entry.resource and entry.resource != person):
            department, person = entry.group, entry.resource
            yield Leg(entry.at, department, person)
