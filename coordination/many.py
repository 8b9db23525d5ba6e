"""The same step on many things at once, for what only the clock does."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models, transaction

from coordination import reactions
from coordination.models import Delivery, Event
from coordination.record import _wake
from coordination.workflow import Refused, Workflow, is_historical, whole, wrong_state

W = TypeVar("W", bound=Workflow)
CHUNK = 500


def locked(
    rows: "models.QuerySet[W]", *, limit: int = CHUNK, wait: bool = False
) -> list[W]:
    """Return rows for `perform_many`, locked.

    Those that somebody else has now are left out, unless it is asked to `wait`.
    """
    found = rows.select_for_update(no_key=True, skip_locked=not wait, of=("self",))
    return list(found[:limit])


@whole
def perform_many(
    name: str,
    subjects: Sequence[W],
    *,
    at: datetime,
    inputs: Callable[[W], dict[str, Any]] = lambda _subject: {},
) -> list[Event]:
    """Take one step on each of many things, as `perform` would with `by=None`.

    Each has its own event, reactions and version; only the statements are shared. The
    things belong to no case, and were found and locked in this transaction by a query
    that asks for what the step's conditions ask for (`locked`).
    """
    taken: list[Event] = []
    changed = {"version"}
    for subject in subjects:
        before = subject.state
        was = stored(subject)
        if subject.root is not None or subject.onward(name) is None:
            raise Refused(wrong_state(subject), about=subject)
        learned = getattr(subject, name)(at=at, **inputs(subject)) or {}
        subject.version += 1
        now = stored(subject)
        changed |= {column for column, value in now.items() if value != was[column]}
        taken.append(event_of(subject, name, before=before, facts=learned, at=at))
    if not taken:
        return []
    write(subjects, sorted(changed))
    events = Event.objects.bulk_create(taken)
    owed = [] if is_historical() else reactions.after_names(taken[0].kind)
    Delivery.objects.bulk_create(
        Delivery(event=event, reaction=reaction)
        for event in events
        for reaction in owed
    )
    for event in events:
        reactions.run_during(event)
    if owed:
        transaction.on_commit(_wake, robust=True)
    return events


def stored(subject: Workflow) -> dict[str, Any]:
    """Return the columns of a row as the object has them."""
    fields = subject._meta.concrete_fields
    return {str(field.name): subject.__dict__.get(field.attname) for field in fields}


def write(subjects: Sequence[Workflow], columns: Collection[str]) -> None:
    """Store these columns of all rows in one short statement.

    A list for each column: Django's own statement names every value of every row.
    """
    meta = type(subjects[0])._meta
    fields: list[Any] = [meta.get_field(name) for name in columns]
    keys = [subject.pk for subject in subjects]
    values = [
        [
            field.get_db_prep_save(getattr(subject, field.attname), connection)
            for subject in subjects
        ]
        for field in fields
    ]
    quote = connection.ops.quote_name
    names = [quote(field.column) for field in fields]
    kinds = ["bigint", *(field.db_type(connection) for field in fields)]
    given = ", ".join(f"%s::{kind}[]" for kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(meta.db_table)} AS kept"  # noqa: S608 - the model's names
            f" SET {', '.join(f'{name} = now.{name}' for name in names)}"
            f" FROM unnest({given}) AS now (id, {', '.join(names)})"
            " WHERE kept.id = now.id",
            [keys, *values],
        )


def event_of(
    subject: Workflow, name: str, *, before: str, facts: dict[str, Any], at: datetime
) -> Event:
    """Return the event of one step, as `record` would write it."""
    return Event(
        kind=f"{subject.noun()}.{name}",
        subject_type=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        before=before,
        after=subject.state,
        facts=facts,
        at=at,
    )
