"""Writing down what happened, and who must react to it."""

import hashlib
from datetime import datetime
from functools import cache
from typing import Any

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    connection,
    models,
    transaction,
)
from django.utils import timezone

from coordination import reactions
from coordination.models import Event, User
from coordination.transaction import MEANWHILE, sqlstate

# something before it has failed in the same transaction
ABORTED = "25P02"
# the database gives these
GIVEN = ("id", "recorded_at")


class NotRecorded(Exception):
    """The record cannot be written to; what it was about is neither shown nor done."""


def record(
    kind: str,
    *,
    subject: models.Model | None = None,
    subject_type: str = "",
    root_id: int | None = None,
    sequence: int | None = None,
    by: User | None = None,
    on_behalf_of: User | None = None,
    department_id: int | None = None,
    note: str = "",
    purpose: str = "",
    before: str = "",
    after: str = "",
    facts: dict[str, Any] | None = None,
    at: datetime | None = None,
    owes: bool = True,
) -> Event:
    """Store one event and the deliveries it owes; wake the dispatcher on commit.

    Must run in the transaction of what happened: both are there, or neither. Raises
    `NotRecorded` where the database takes no event.
    """
    acting_for = department_id or (facts or {}).get("department")
    seat = by.seat_for(acting_for) if by else None
    event = Event(
        kind=kind,
        subject_type=subject_type
        or (subject._meta.model_name or "" if subject else ""),
        subject_id=str(subject.pk) if subject else "",
        root_id=root_id,
        sequence=sequence,
        by=by,
        on_behalf_of=on_behalf_of,
        role=seat.role if seat else "",
        department_id=seat.department_id if seat else None,
        department_name=seat.department_name if seat else "",
        purpose=purpose,
        before=before,
        after=after,
        facts=facts or {},
        note_digest=digest(note),
        at=at or timezone.now(),
    )
    owed = reactions.after_names(kind) if owes else []
    _store(event, owed)
    if owed:
        transaction.on_commit(_wake, robust=True)
    return event


def digest(note: str) -> str:
    """Return what an event keeps of a note, whose words stay with their noun."""
    return hashlib.sha256(note.encode()).hexdigest() if note else ""


def _store(event: Event, owed: list[str]) -> None:
    values = [
        field.get_db_prep_save(getattr(event, field.attname), connection)
        for field in _columns()
    ]
    with connection.cursor() as cursor:
        try:
            cursor.execute(_statement(), [*values, owed])
        except (IntegrityError, DataError):
            raise
        except DatabaseError as error:
            if sqlstate(error) in {*MEANWHILE, ABORTED}:
                raise
            raise NotRecorded from error
        event.pk, event.recorded_at = cursor.fetchone()
    event._state.adding = False
    event._state.db = connection.alias


@cache
def _columns() -> list[Any]:
    return [f for f in Event._meta.concrete_fields if f.column not in GIVEN]


@cache
def _statement() -> str:
    # One statement for both: this is part of every step, and of every read.
    quote = connection.ops.quote_name
    names = [quote(str(field.column)) for field in _columns()]
    return f"""
        WITH event AS (
            INSERT INTO coordination_event ({", ".join(names)})
            VALUES ({", ".join(["%s"] * len(names))})
            RETURNING id, recorded_at
        ), owed AS (
            INSERT INTO coordination_delivery (event_id, reaction)
            SELECT event.id, unnest(%s::text[]) FROM event
        )
        SELECT id, recorded_at FROM event
        """  # noqa: S608 - column names are the model's own


def announce(kind: str, **said: Any) -> Event:
    """Record an event that is no workflow step, and let others react to it."""
    event = record(kind, **said)
    reactions.run_during(event)
    return event


def _wake() -> None:
    if connection.in_atomic_block:
        return
    from coordination.tasks import wake

    wake()
