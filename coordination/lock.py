"""A case locked for one step, and the thing itself as the database says it is now."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from coordination.models import User
from coordination.nouns import Part, Workflow, open_to
from coordination.refusals import NotVisible


@dataclass(frozen=True)
class Lock:
    """A case locked for one step: its place in the case's order, and the time."""

    root: Workflow | None
    sequence: int | None
    at: datetime


def lock_root(subject: Workflow, at: datetime | None) -> Lock:
    """Lock the case by taking its next number, in the database's own time.

    One statement does it: of many at once, each waits for the one before, and the
    number it gets is its place in the case's history.
    """
    model: Any = type(subject)
    wanted, key = "%s", subject.pk
    if isinstance(subject, Part):
        model = model._meta.get_field("case").related_model
        key = subject.case_id
        if key is None:
            part = connection.ops.quote_name(subject._meta.db_table)
            wanted, key = f"(SELECT case_id FROM {part} WHERE id = %s)", subject.pk  # noqa: S608 - our own names
    elif subject.root is None or subject._state.adding:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            return Lock(subject.root, None, at or cursor.fetchone()[0])
    with connection.cursor() as cursor:
        cursor.execute(take_next_number(model).format(wanted=wanted), [key])
        row = cursor.fetchone()
    if row is None:
        raise NotVisible
    *values, locked_at = row
    names = [field.attname for field in model._meta.concrete_fields]
    # as a query would give it; a case has no column that has to be converted
    found = model.from_db(connection.alias, names, values)
    return Lock(found, found.sequence, at or locked_at)


@cache
def take_next_number(model: Any) -> str:
    """Return the statement that locks a case by taking its next number."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in model._meta.concrete_fields)
    return (
        f"UPDATE {quote(model._meta.db_table)} SET sequence = sequence + 1"  # noqa: S608 - our own names
        f" WHERE id = {{wanted}} RETURNING {columns}, clock_timestamp()"
    )


def find_again(subject: Workflow, lock: Lock, actor: User | None, *, step: str) -> None:
    """Make the subject what the database says now, if the actor may see it.

    The row is locked as well. `for_step` lets a noun bring along what the step's
    conditions ask for, in the same query.
    """
    if not subject._state.adding:
        rows: Any = type(subject)._default_manager.get_queryset()
        if actor:
            rows = open_to(rows, actor, step)
        rows = subject.for_step(rows.filter(pk=subject.pk).order_by(), step)
        found = next(iter(rows), None)
        if found is None:
            raise NotVisible
        subject.__dict__.clear()
        subject.__dict__.update(found.__dict__)
    elif actor and isinstance(subject, Part) and not subject.may_be_begun_by(actor):
        raise NotVisible
    if lock.root and isinstance(subject, Part):
        if known := subject._state.fields_cache.get("case"):
            lock.root._state.fields_cache.update(known._state.fields_cache)
        subject.case = lock.root
