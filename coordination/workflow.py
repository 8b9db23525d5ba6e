"""The one way a state moves: lock, re-read, refuse or change, record, announce."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MethodType
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, connection
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from coordination import reactions
from coordination.models import Event, User
from coordination.nouns import Part, SafeFSM, Workflow
from coordination.person import load_person
from coordination.record import record
from coordination.refusals import Condition, NotVisible, Refused, Stale, because
from coordination.transaction import (
    LOCKED,
    WaitedInVain,
    busy,
    historical,
    is_historical,
    sqlstate,
    whole,
)

# What the rest of the code needs to declare steps and to take them.
__all__ = [
    "Condition",
    "NotVisible",
    "Part",
    "Refused",
    "SafeFSM",
    "Stale",
    "Workflow",
    "because",
    "busy",
    "fresh",
    "historical",
    "is_historical",
    "lock_root",
    "perform",
    "whole",
    "wrong_state",
]

TWICE = "23505"


@dataclass(frozen=True)
class Lock:
    """A case locked for one step: its place in the case's order, and the time."""

    root: Workflow | None
    sequence: int | None
    at: datetime


@whole
def perform(
    step: Callable[..., Any],
    *,
    by: User | None,
    note: str = "",
    facts: dict[str, Any] | None = None,
    version: int | None = None,
    purpose: str = "",
    on_behalf_of: User | None = None,
    at: datetime | None = None,
    **inputs: Any,
) -> Event:
    """Take one step of a workflow and record it, or do neither.

    The case is locked, then the part, and both are read again: of two people who
    press the same button, one succeeds and the other is told why not. Refusals come
    in one order: not visible (`NotVisible`), wrong state (`Refused`), not permitted
    (`PermissionDenied`), changed meanwhile (`Stale`), condition not met (`Refused`).
    `by=None` is the system itself, bound by states and conditions but not by roles.
    A new thing is stored by its first step. `at` is open only inside `historical()`.
    """
    subject = thing_of(step)
    if at is not None and not is_historical():
        raise ValueError("Only an import or the demo loader may say when it happened.")
    try:
        lock = lock_root(subject, at)
    except OperationalError as error:
        if sqlstate(error) != LOCKED:
            raise
        raise WaitedInVain(partial(look_again, step, by)) from error
    # what somebody may see and do today says nothing about the day that is replayed
    replayed = is_historical()
    actor = fresh(by) if by and not replayed else by
    find_again(subject, lock, None if replayed else actor)

    before = "" if subject._state.adding else subject.state
    transition = subject.onward(step.__name__)
    if transition is None:
        raise Refused(wrong_state(subject), about=subject)
    if actor and not replayed and subject.only_reads(actor):
        raise PermissionDenied
    if actor and not transition.has_perm(subject, actor):
        raise PermissionDenied
    if version is not None and version != subject.version:
        raise Stale
    try:
        learned = step(at=lock.at, **inputs) or {}
    except TransitionNotAllowed as error:
        sentence = unmet(subject, transition.conditions)
        raise Refused(sentence, about=subject) from error
    subject.version += 1
    store(subject)
    event = record(
        f"{subject.noun()}.{step.__name__}",
        subject=subject,
        root_id=lock.root.pk if lock.root else None,
        sequence=lock.sequence or (1 if lock.root else None),
        by=actor,
        on_behalf_of=on_behalf_of,
        note=note,
        purpose=purpose,
        before=before,
        after=subject.state,
        facts={**learned, **(facts or {})},
        at=lock.at,
        owes=not replayed,  # nobody is told today of what was done long ago
    )
    reactions.run_during(event)
    return event


def thing_of(step: Callable[..., Any]) -> Workflow:
    """Return what a step is taken on."""
    return cast("Workflow", cast("MethodType", step).__self__)


def look_again(step: Callable[..., Any], by: User | None) -> Exception:
    """Return why a step that waited in vain for the case cannot be taken.

    Whoever had the case may have taken the very step meanwhile; otherwise the person
    tries again in a moment.
    """
    subject = thing_of(step)
    if subject._state.adding:
        return Refused(busy)
    rows: Any = type(subject)._default_manager.get_queryset()
    found = (rows.visible_to(fresh(by)) if by else rows).filter(pk=subject.pk).first()
    if found is None:
        return NotVisible()
    return Refused(
        busy if found.onward(step.__name__) else wrong_state(found), about=found
    )


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
    table = connection.ops.quote_name(model._meta.db_table)
    locked = model._default_manager.raw(
        f"UPDATE {table} SET sequence = sequence + 1 WHERE id = {wanted}"  # noqa: S608 - our own names
        " RETURNING *, clock_timestamp() AS locked_at",
        [key],
    )
    found: Any = next(iter(locked), None)
    if found is None:
        raise NotVisible
    return Lock(found, found.sequence, at or found.locked_at)


def fresh(user: User) -> User:
    """Return the person with the roles they have now; a page may be hours old."""
    actor = load_person(user.pk)
    if actor is None:
        raise NotVisible
    return actor


def find_again(subject: Workflow, lock: Lock, actor: User | None) -> None:
    """Make the subject what the database says now, if the actor may see it.

    The row is locked as well. `for_step` lets a noun bring along what its
    conditions ask for, in the same query.
    """
    if not subject._state.adding:
        rows: Any = type(subject)._default_manager.get_queryset()
        if actor:
            rows = rows.visible_to(actor)
        rows = subject.for_step(rows).select_for_update(no_key=True, of=subject.locks)
        found = rows.filter(pk=subject.pk).first()
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


def store(subject: Workflow) -> None:
    """Write the row; somebody may have begun the same thing while we waited."""
    try:
        subject.save()
    except IntegrityError as error:
        if sqlstate(error) == TWICE:
            raise Stale from error
        raise


def unmet(subject: Workflow, conditions: Iterable[Condition]) -> Any:
    """Return the sentence of the first condition that is not met."""
    for condition in conditions:
        if not condition(subject):
            return condition.because
    return busy  # it was not met a moment ago


def wrong_state(subject: Workflow) -> str:
    """Say in which state the thing already is."""
    if sentence := subject.too_late.get(subject.state):
        return str(sentence)
    shown = subject.get_state_display()
    return _("This is not possible now. The state is: %(state)s.") % {"state": shown}
