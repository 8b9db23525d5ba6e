"""A frozen charter as people read it."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from cases.plan.measure import Measure

LABELS = {
    "reason": _("Why the case is with us"),
    "promised": _("Promised to the citizen, in the citizen's words"),
    "deadlines": _("Other deadlines"),
    "not_worked": _("What has not worked"),
    "needs": _("Needs"),
    "not_shared": _("Deliberately not passed on"),
}


class Promise(NamedTuple):
    """Something that somebody does by a day."""

    what: str
    who: str
    due_on: date


class Reading(NamedTuple):
    """What a charter says, in the order in which it is read."""

    texts: list[tuple[Any, str]]
    next_step: Promise | None
    measures: list[Promise]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything."""
        return not self.texts


def read(charter: dict[str, Any]) -> Reading:
    """Return a frozen charter with its labels, its next step apart from the rest."""
    texts = [
        (label, charter[name]) for name, label in LABELS.items() if charter.get(name)
    ]
    steps: list[Promise] = []
    measures: list[Promise] = []
    for row in charter.get("measures", []):
        promise = Promise(row["what"], row["who"], date.fromisoformat(row["due_on"]))
        next_step = row["kind"] == Measure.Kind.NEXT_STEP
        (steps if next_step else measures).append(promise)
    return Reading(texts, steps[0] if steps else None, measures)
