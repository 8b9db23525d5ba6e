"""From answers to counts: which rows a set of answers adds to the tallies."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from feedback.analytics.statistics import Histogram
from feedback.answer.models import Intake
from feedback.instrument.catalogue import BLANK, UNKNOWN, load
from feedback.invitation.models import Invitation

# the item under which it is counted who was asked and who answered
RESPONSE = ""
INVITED, BOUNCED, ANSWERED = "invited", "bounced", "answered"
TOTAL, PATH = "total", "path"
MANY_DEPARTMENTS = 5


class Cell(NamedTuple):
    """What one count is a count of."""

    instrument: str
    dimension: str
    value: str
    item: str
    category: str


def cells_of(row: Intake | Invitation) -> list[tuple[str, str]]:
    """Return the one cell of each dimension that a row belongs to."""
    many = row.departments >= MANY_DEPARTMENTS
    return [
        (TOTAL, ""),
        (PATH, f"{row.giver}>{row.receiver}"),
        ("warm", "warm" if row.warm else "cold"),
        ("mentor", "with" if row.mentor else "without"),
        ("course_band", row.course_band),
        ("departments", f"{MANY_DEPARTMENTS}+" if many else str(row.departments)),
    ]


def count(
    invitations: Iterable[Invitation], intakes: Iterable[Intake]
) -> Counter[Cell]:
    """Count who was asked and what was answered, by one dimension at a time."""
    found: Counter[Cell] = Counter()
    for asked in invitations:
        for dimension, value in cells_of(asked):
            found[Cell(asked.instrument, dimension, value, RESPONSE, INVITED)] += 1
            if asked.state == Invitation.State.BOUNCED:
                found[Cell(asked.instrument, dimension, value, RESPONSE, BOUNCED)] += 1
    for intake in intakes:
        said = {RESPONSE: ANSWERED}
        for item in load(intake.instrument).items:
            said[item.code] = intake.answers.get(item.code, BLANK)
        for dimension, value in cells_of(intake):
            for code, category in said.items():
                found[Cell(intake.instrument, dimension, value, code, category)] += 1
    return found


def histogram(counts: Mapping[str, int], *, steps: int = 5) -> Histogram:
    """Return the answers to one item, from their counts by category."""
    chosen = tuple(counts.get(str(step), 0) for step in range(1, steps + 1))
    return Histogram(chosen, counts.get(UNKNOWN, 0), counts.get(BLANK, 0))
