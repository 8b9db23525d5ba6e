"""The one way a state moves: lock, re-read, refuse or change, record, announce."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import datetime
from functools import partial
from types import MethodType
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from coordination import reactions
from coordination.lock import find_again, lock_root
from coordination.models import Event, User
from coordination.nouns import Part, SafeFSM, Workflow, open_to
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
    find_again(subject, lock, None if replayed else actor, step=step.__name__)

    before = "" if subject._state.adding else subject.state
    found = values_of(subject)
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
    store(subject, found)
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
    if by:
        rows = open_to(rows, fresh(by), step.__name__)
    found = rows.filter(pk=subject.pk).first()
    if found is None:
        return NotVisible()
    return Refused(
        busy if found.onward(step.__name__) else wrong_state(found), about=found
    )


def fresh(user: User) -> User:
    """Return the person with the roles they have now; a page may be hours old."""
    actor = load_person(user.pk)
    if actor is None:
        raise NotVisible
    return actor


def values_of(subject: Workflow) -> dict[str, Any]:
    """Return the row as it is now; what can change in place is copied."""
    names = [field.attname for field in subject._meta.concrete_fields]
    values = {name: getattr(subject, name) for name in names}
    return {
        name: deepcopy(value) if isinstance(value, list | dict) else value
        for name, value in values.items()
    }


def store(subject: Workflow, found: dict[str, Any]) -> None:
    """Write what the step has changed; of a new thing, the whole row.

    Somebody may have begun the same thing while we waited.
    """
    try:
        if subject._state.adding:
            subject.save()
        else:
            now = values_of(subject)
            subject.save(update_fields=[n for n in now if now[n] != found[n]])
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
