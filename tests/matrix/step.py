"""A step as a person takes it: who may, where, with which words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.involvement import actions as involvement_actions
from coordination.workflow import perform
from tests.matrix.world import in_days


def nothing(_world):
    return {}


def nothing_more(_subject, _world):
    return {}


@dataclass(frozen=True)
class Step:
    """One step: who is entitled, its addresses, what is said, the action itself.

    `said` gives the words of a valid call; `typed` is what a form needs besides or
    instead; `act` is the direct call. A step `on_case` is addressed by its case, one
    `on_mentorship` by its mentorship: each begins something there.
    """

    by: str
    act: Callable[..., Any]
    page: str = ""
    api: str = ""
    said: Callable[..., dict[str, Any]] = nothing
    typed: Callable[..., dict[str, Any]] = nothing
    on_case: bool = False
    # it makes its thing, and its address has no number
    afresh: bool = False
    on_mentorship: bool = False
    needs: Callable[..., dict[str, Any]] = nothing_more
    # what must be so besides the state; done before the step where it should succeed
    prepare: Callable[..., Any] | None = None
    never_in: tuple[str, ...] = field(default=())

    @property
    def begins(self):
        return self.on_case or self.on_mentorship

    def words(self, world):
        return self.said(world)

    def form(self, world):
        return {
            name: value
            for name, value in {**self.said(world), **self.typed(world)}.items()
            if value is not None
        }


def clock(name, needs=nothing_more):
    """Return a step that only the clock takes, with what it is told by the code."""

    def act(subject, _world, **inputs):
        perform(getattr(subject, name), by=None, **inputs)

    return Step(by="", act=act, needs=needs)


def in_an_hour():
    return timezone.now() + timedelta(hours=1)


def why(_world):
    return {"reason": "Fordi"}


def task(world):
    return {
        "what": "Ring til Karla",
        "responsible": world.jonas.pk,
        "due_on": in_days(3).isoformat(),
    }


def review(_world):
    return {"review_on": in_days(30).isoformat()}


def by_statute(_world):
    return {"basis": "statute", "basis_text": "Serviceloven § 85"}


def leave_psychiatry(world, case):
    part = case.parties().get(department=world.psychiatry)
    involvement_actions.end(part, by=world.jonas)
