"""From answers to counts: which rows a set of answers adds to the tallies."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import NamedTuple

from feedback.analytics.statistics import Histogram
from feedback.answer.models import Intake
from feedback.instrument.catalogue import BLANK, UNKNOWN, load
from feedback.invitation.models import Invitation

# the item under which it is counted who was asked and who answered
RESPONSE = ""
INVITED, BOUNCED, ANSWERED = "invited", "bounced", "answered"
# of the invited; of those counted before this was counted, neither
SENT, NOT_SENT = "sent", "not_sent"
TOTAL, PATH = "total", "path"
SIDES = ("giver", "receiver")
MANY_DEPARTMENTS = 5
NOT_SAID = "unknown"


class Cell(NamedTuple):
    """What one count is a count of."""

    instrument: str
    dimension: str
    value: str
    item: str
    category: str


def cells_of(row: Intake | Invitation) -> list[tuple[str, str]]:
    """Return the one cell of each dimension that a row belongs to.

    In a round there is no giver, so the receiver stands alone. Who came without being
    asked belongs to the total and to how they answered, and to nothing else.
    """
    found = [(TOTAL, "")]
    if row.giver is not None:
        found += [
            (PATH, f"{row.giver}>{row.receiver}"),
            ("warm", "warm" if row.warm else "cold"),
        ]
    elif row.receiver is not None:
        found.append(("receiver", str(row.receiver)))
    if row.departments is not None:
        many = row.departments >= MANY_DEPARTMENTS
        found += [
            ("mentor", "with" if row.mentor else "without"),
            ("course_band", row.course_band or NOT_SAID),
            ("departments", f"{MANY_DEPARTMENTS}+" if many else str(row.departments)),
            ("target_group", row.target_group or NOT_SAID),
        ]
    return found


def ways_of(row: Intake | Invitation) -> list[tuple[str, str]]:
    """Return the cells that follow from how somebody is asked, or answered."""
    return [("mode", row.mode), ("language", row.language or NOT_SAID)]


def said(intake: Intake) -> dict[str, str]:
    """Return what one person ticked, item by item."""
    items = load(intake.instrument).items
    return {item.code: intake.answers.get(item.code, BLANK) for item in items}


def count(
    invitations: Iterable[Invitation],
    intakes: Iterable[Intake],
    *,
    said_by: Callable[[Intake], Mapping[str, str]] = said,
) -> Counter[Cell]:
    """Count who was asked and what was answered, by one dimension at a time.

    Somebody may answer in another way and language than they were asked in. Of those
    who answered, the answers alone say which; so by mode and by language an answered
    invitation counts where its answer does, and no cell has more answers than asked.

    Of a round it is not counted here what was sent: that is told of all together.
    """
    found: Counter[Cell] = Counter()
    asked_at_all = set()
    for asked in invitations:
        asked_at_all.add(asked.instrument)
        answered = asked.state == Invitation.State.ANSWERED
        fates = fates_of(asked)
        for dimension, value in cells_of(asked) + ([] if answered else ways_of(asked)):
            for fate in fates:
                found[Cell(asked.instrument, dimension, value, RESPONSE, fate)] += 1
    for intake in intakes:
        ticked = {RESPONSE: ANSWERED, **said_by(intake)}
        for dimension, value in cells_of(intake) + ways_of(intake):
            for code, category in ticked.items():
                found[Cell(intake.instrument, dimension, value, code, category)] += 1
        if intake.instrument in asked_at_all:
            fates = [INVITED] if intake.giver is None else [INVITED, SENT]
            for (dimension, value), fate in product(ways_of(intake), fates):
                found[Cell(intake.instrument, dimension, value, RESPONSE, fate)] += 1
    return found


def fates_of(asked: Invitation) -> list[str]:
    """Return what became of an invitation, whether or not it was answered.

    Whoever answered had it, even where the message itself was still waiting.
    """
    fates = [INVITED]
    if asked.giver is not None:
        reached = asked.went_out or asked.state == Invitation.State.ANSWERED
        fates.append(SENT if reached else NOT_SENT)
    if asked.state == Invitation.State.BOUNCED:
        fates.append(BOUNCED)
    return fates


def histogram(counts: Mapping[str, int], *, steps: int = 5) -> Histogram:
    """Return the answers to one item, from their counts by category."""
    chosen = tuple(counts.get(str(step), 0) for step in range(1, steps + 1))
    return Histogram(chosen, counts.get(UNKNOWN, 0), counts.get(BLANK, 0))
