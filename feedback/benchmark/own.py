"""Our own published figures as a benchmark file: nothing that our tables hide."""

from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import Any

from coordination.models import Municipality
from feedback.answer import tables
from feedback.answer.closed import Closed, closed
from feedback.answer.counting import ANSWERED, INVITED, TOTAL
from feedback.answer.models import Count
from feedback.answer.publishing import SMALL_TABLES
from feedback.answer.tables import Row
from feedback.leaders.periods import period_name
from feedback.round.benchmark import LONGEST_TITLE, Place, as_told, tell_benchmark
from feedback.round.models import Round


def is_ours(content: dict[str, Any]) -> bool:
    """Say whether a benchmark's content is figures of our own, by name or by number.

    A file of ours says our name first. Where somebody has written another name over
    it, the figures are still those of one of our quarters or rounds.
    """
    if content["title"].startswith(f"{Municipality.current().name}, "[:LONGEST_TITLE]):
        return True
    code, cells = content["instrument"], in_order(content["cells"])
    rounds = Round.objects.closed().filter(instrument=code)
    quarters = (q for q in closed(Count.Table.QUARTER) if q.instrument == code)
    told = chain(map(tell_benchmark, rounds), filter(None, map(tell_quarter, quarters)))
    return any(in_order(ours["cells"]) == cells for ours in told)


def in_order(cells: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the figures by their place, whatever their order in a file."""
    return sorted(cells, key=itemgetter("item", "dimension", "value"))


def tell_quarter(quarter: Closed) -> dict[str, Any] | None:
    """Return a closed quarter of the handover survey as a benchmark's content.

    By what others have too; the names of our departments say nothing to them.
    """
    total = tables.total(tables.months_of(quarter))
    if total is None:
        return None
    cells, responses = counts_of(TOTAL, total), {(TOTAL, ""): response_of(total)}
    for dimension in SMALL_TABLES:
        rows = tables.quarter(until=quarter.until, dimension=dimension)
        for row in quarter.own(rows):
            if row.response is not None:
                cells |= counts_of(dimension, row)
                responses[dimension, row.value] = response_of(row)
    title = f"{Municipality.current().name}, {period_name(quarter)}"
    return as_told(title, quarter.instrument, cells, responses)


def response_of(row: Row) -> dict[str, int]:
    """Return who was asked and who answered."""
    return {INVITED: row.invited, ANSWERED: row.answered}


def counts_of(dimension: str, row: Row) -> dict[Place, dict[str, int]]:
    """Return the counts of a row's questions, without those that are hidden."""
    return {
        (item, dimension, row.value): {str(step): n for step, n in found.steps if n}
        for item, found in row.items.items()
        if found is not None and found.valid
    }
