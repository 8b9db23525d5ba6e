"""Doing the whole of a verb or nothing of it, now or as history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy

from coordination.refusals import Refused

P = ParamSpec("P")
R = TypeVar("R")

# PostgreSQL gave up on one of two transactions; the same work succeeds next time.
TRY_AGAIN = {"40001", "40P01"}
LOCKED = "55P03"
MEANWHILE = {LOCKED, *TRY_AGAIN}
TRIES = 3

_inside: ContextVar[bool] = ContextVar("inside", default=False)
_historical: ContextVar[bool] = ContextVar("historical", default=False)


class WaitedInVain(Exception):
    """A lock was not given in time; `look` finds out what to say after all."""

    def __init__(self, look: Callable[[], Exception]) -> None:
        super().__init__()
        self.look = look


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
                except WaitedInVain as waited:
                    raise waited.look() from waited
                except OperationalError as error:
                    code = sqlstate(error)
                    if code == LOCKED:
                        raise Refused(busy) from error
                    if nested or code not in TRY_AGAIN or attempt == TRIES:
                        raise
        finally:
            _inside.reset(token)
        raise AssertionError  # pragma: no cover - the loop returns or raises

    return run


def sqlstate(error: Exception) -> str:
    """Return PostgreSQL's code for what went wrong, or nothing."""
    return getattr(error.__cause__, "sqlstate", "")


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
