"""The one way a state moves: lock, re-read, refuse or change, record, announce."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, Self, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db import (
    IntegrityError,
    OperationalError,
    connection,
    models,
    transaction,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import (
    ConcurrentTransitionMixin,
    FSMFieldMixin,
    TransitionNotAllowed,
)

from coordination import reactions
from coordination.models import Event, User
from coordination.person import load_person
from coordination.record import record

P = ParamSpec("P")
R = TypeVar("R")
Condition = Callable[[Any], bool]

# PostgreSQL gave up on one of two transactions; the same work succeeds next time.
TRY_AGAIN = {"40001", "40P01"}
LOCKED = "55P03"
TWICE = "23505"
TRIES = 3

_inside: ContextVar[bool] = ContextVar("inside", default=False)
_historical: ContextVar[bool] = ContextVar("historical", default=False)


class Refused(Exception):
    """A step that is not possible now, with a sentence that says why and what to do.

    `about` is what it was tried on, so that a page can lead there.
    """

    def __init__(self, sentence: Any, *, about: "Workflow | None" = None) -> None:
        super().__init__(sentence)
        self.about = about

    @property
    def place(self) -> str:
        """Where one sees how things stand: the thing's own page, or its case's."""
        for thing in (self.about, self.about and self.about.root):
            if thing is not None and thing.pk and hasattr(thing, "get_absolute_url"):
                return str(thing.get_absolute_url())
        return ""


class NotVisible(Exception):
    """The thing does not exist, or is not this person's to see."""


class Stale(Exception):
    """Somebody changed the thing after this person last saw it."""


def because(sentence: Any) -> Callable[[Condition], Condition]:
    """Give a condition the sentence a caseworker reads when it is not met."""

    def remember(condition: Condition) -> Condition:
        condition.because = sentence  # type: ignore[attr-defined]
        return condition

    return remember


def whole(verb: Callable[P, R]) -> Callable[P, R]:
    """Let everything a verb does happen together, or nothing of it.

    Verbs inside verbs join the outermost one: one transaction, one commit. When
    PostgreSQL sacrifices the transaction to a deadlock, the whole verb is tried
    again, at most three times.
    """

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return verb(*args, **kwargs)
        nested = connection.in_atomic_block  # a test, or a batch: cannot be retried
        token = _inside.set(True)
        try:
            for attempt in range(1, TRIES + 1):
                try:
                    with transaction.atomic():
                        return verb(*args, **kwargs)
                except OperationalError as error:
                    code = getattr(error.__cause__, "sqlstate", "")
                    if code == LOCKED:
                        raise Refused(busy) from error
                    if nested or code not in TRY_AGAIN or attempt == TRIES:
                        raise
        finally:
            _inside.reset(token)
        raise AssertionError  # pragma: no cover - the loop returns or raises

    return run


busy = gettext_lazy(
    "Somebody else is changing this case right now. Wait a moment and try again."
)


@contextmanager
def historical() -> Iterator[None]:
    """Let `perform` be told when a step happened; for importing and demo data only."""
    token = _historical.set(True)
    try:
        yield
    finally:
        _historical.reset(token)


def is_historical() -> bool:
    """Say whether steps are being replayed rather than taken."""
    return _historical.get()


class SafeFSM(ConcurrentTransitionMixin, models.Model):
    """A state machine whose state can be re-read without lifting its protection.

    django-fsm-2 4.2.4 lifts the protection of the shared field while refreshing,
    for every thread and for good if the row is gone; here the loaded value is
    forgotten instead, which the field's descriptor allows.
    """

    class Meta:
        abstract = True

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Any = None,
        from_queryset: models.QuerySet[Any] | None = None,
    ) -> None:
        """Load the row again, its state included."""
        if fields is None and not self.get_deferred_fields():
            # named, or Django takes the forgotten state for a deferred field
            fields = [field.attname for field in self._meta.concrete_fields]
        names = [f for f in self._protected() if fields is None or f in fields]
        saved = {n: self.__dict__.pop(n) for n in names if n in self.__dict__}
        try:
            models.Model.refresh_from_db(self, using, fields, from_queryset)
        except BaseException:
            self.__dict__.update(saved)
            raise
        self._update_initial_state()

    def clean_fields(self, exclude: Any = None) -> None:
        """Check every field but the protected ones, which nobody may type."""
        super().clean_fields({*(exclude or ()), *self._protected()})

    @classmethod
    def _protected(cls) -> list[str]:
        fields = cls._meta.concrete_fields
        return [
            field.attname
            for field in fields
            if isinstance(field, FSMFieldMixin) and field.protected
        ]


class Workflow(SafeFSM):
    """A noun with verbs: its steps are transitions, taken through `perform`."""

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    # What a person reads who comes too late, by the state the thing is now in.
    too_late: dict[str, Any] = {}
    # What a step locks after the case: the row, and whatever its reactions count on.
    locks: tuple[str, ...] = ("self",)
    # States in which another noun's step leaves a new row, besides its own first step.
    begins_as: tuple[str, ...] = ()

    @property
    def root(self) -> "Workflow | None":
        """The case this is a part of; the case itself; or nothing."""
        return self

    @classmethod
    def by_number(cls, pk: int) -> Self:
        """Return a stand-in for a row; the step taken on it finds out if it exists."""
        stand_in = cls(pk=pk)
        stand_in._state.adding = False
        return stand_in

    @classmethod
    def for_step(cls, rows: Any) -> Any:
        """Add to the query that re-reads a row what its conditions will ask for."""
        return rows

    def only_reads(self, user: User) -> bool:
        """Say whether this person opened the case in an emergency, so only to read."""
        return False

    @classmethod
    def noun(cls) -> str:
        """Return the word events use for this model."""
        return cast(str, cls._meta.model_name)


class Part(Workflow):
    """A noun that belongs to a case: the case is locked before it."""

    case: Any
    case_id: int | None

    class Meta:
        abstract = True

    @property
    def root(self) -> Workflow:
        """The case this is a part of."""
        return cast(Workflow, self.case)

    def only_reads(self, user: User) -> bool:
        """Say whether this person opened the case in an emergency, so only to read."""
        return self.case_id in user.emergencies

    def may_be_begun_by(self, user: User) -> bool:
        """Say whether this person sees where the new part belongs: in the case."""
        cases: Any = type(self.case)._default_manager
        return bool(cases.visible_to(user).filter(pk=self.case_id).exists())


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
    subject: Workflow = step.__self__  # type: ignore[attr-defined]
    if at is not None and not is_historical():
        raise ValueError("Only an import or the demo loader may say when it happened.")
    lock = lock_root(subject, at)
    # what somebody may see and do today says nothing about the day that is replayed
    replayed = is_historical()
    actor = fresh(by) if by and not replayed else by
    find_again(subject, lock, None if replayed else actor)

    before = "" if subject._state.adding else subject.state  # type: ignore[attr-defined]
    transition = step._django_fsm.get_transition(subject.state)  # type: ignore[attr-defined]
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
        after=subject.state,  # type: ignore[attr-defined]
        facts={**learned, **(facts or {})},
        at=lock.at,
        owes=not replayed,  # nobody is told today of what was done long ago
    )
    reactions.run_during(event)
    return event


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
            wanted, key = f"(SELECT case_id FROM {part} WHERE id = %s)", subject.pk  # noqa: S608
    elif subject.root is None or subject._state.adding:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            return Lock(subject.root, None, at or cursor.fetchone()[0])
    table = connection.ops.quote_name(model._meta.db_table)
    locked = model._default_manager.raw(
        f"UPDATE {table} SET sequence = sequence + 1 WHERE id = {wanted}"  # noqa: S608
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
        if getattr(error.__cause__, "sqlstate", "") == TWICE:
            raise Stale from error
        raise


def unmet(subject: Workflow, conditions: Iterable[Condition]) -> Any:
    """Return the sentence of the first condition that is not met."""
    for condition in conditions:
        if not condition(subject):
            return condition.because  # type: ignore[attr-defined]
    return busy  # it was not met a moment ago


def wrong_state(subject: Workflow) -> str:
    """Say in which state the thing already is."""
    state = subject.state  # type: ignore[attr-defined]
    if sentence := subject.too_late.get(state):
        return str(sentence)
    shown = subject.get_state_display()  # type: ignore[attr-defined]
    return _("This is not possible now. The state is: %(state)s.") % {"state": shown}
