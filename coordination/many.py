"""The same step on many things at once, for what only the clock does."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

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
    changes: Collection[str],
    inputs: Callable[[W], dict[str, Any]] = lambda _subject: {},
) -> list[Event]:
    """Take one step on each of many things, as `perform` would with `by=None`.

    Each has its own event, reactions and version; only the statements are shared. The
    things belong to no case, have no conditions on this step, and were locked in this
    transaction (`locked`). `changes` names the columns that the step writes.
    """
    taken = []
    for subject in subjects:
        before = subject.state  # type: ignore[attr-defined]
        step = getattr(subject, name)
        if subject.root is not None or step._django_fsm.get_transition(before) is None:
            raise Refused(wrong_state(subject), about=subject)
        learned = step(at=at, **inputs(subject)) or {}
        subject.version += 1
        taken.append(event_of(subject, name, before=before, facts=learned, at=at))
    if not taken:
        return []
    columns = ["state", "version", *changes]
    type(subjects[0])._default_manager.bulk_update(subjects, columns, batch_size=CHUNK)
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


def event_of(
    subject: Workflow, name: str, *, before: str, facts: dict[str, Any], at: datetime
) -> Event:
    """Return the event of one step, as `record` would write it."""
    return Event(
        kind=f"{subject.noun()}.{name}",
        subject_type=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        before=before,
        after=subject.state,  # type: ignore[attr-defined]
        facts=facts,
        at=at,
    )
