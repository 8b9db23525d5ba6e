"""The published tables, read for whoever shows them: closed periods, fixed cuts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from feedback.analytics.statistics import Histogram, Share
from feedback.answer.closed import Closed
from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    NOT_SENT,
    RESPONSE,
    SENT,
    histogram,
)
from feedback.answer.models import Cell, Count
from feedback.answer.sheet import HIDDEN
from feedback.instrument.catalogue import version_of

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Row:
    """One cell of a table: who was asked and what they said; None where hidden.

    `instrument` is the wording that was asked: another wording is another row.
    """

    since: date
    until: date
    value: str
    instrument: str
    response: Counter[str] | None
    items: dict[str, Histogram | None] = field(default_factory=dict)

    @property
    def invited(self) -> int:
        """How many invitations ended here, answered or not."""
        return self.response[INVITED] if self.response else 0

    @property
    def sent(self) -> int | None:
        """To how many of them it went out; None where that was not counted of all."""
        found = self.response or Counter()
        known = found[SENT] + found[NOT_SENT] == self.invited
        return found[SENT] if self.response and known else None

    @property
    def bounced(self) -> int:
        """How many of them could not be delivered."""
        return self.response[BOUNCED] if self.response else 0

    @property
    def answered(self) -> int:
        """How many answered."""
        return self.response[ANSWERED] if self.response else 0

    @property
    def rate(self) -> Share:
        """How many of those invited have answered; of nobody where it is hidden."""
        return Share(self.answered, self.invited)


def months() -> list[Row]:
    """Return the table month by total, the newest two years, oldest first."""
    return rows_of(Count.objects.months().cells())[-MONTHS_SHOWN:]


def months_of(period: Closed) -> list[Row]:
    """Return the months that a closed period is the sum of, however long ago."""
    counts = Count.objects.months().filter(instrument=period.instrument)
    within = counts.filter(until__range=(period.since, period.until))
    return rows_of(within.cells())


def quarter(*, until: date, dimension: str) -> list[Row]:
    """Return the table of one quarter by one dimension."""
    return rows_of(Count.objects.quarters(dimension).filter(until=until).cells())


def shown_of(period: Closed, item: str) -> dict[str, Share]:
    """Return by dimension how many of a quarter's groups show an item; one query."""
    counts = Count.objects.filter(
        table=Count.Table.QUARTER,
        until=period.until,
        instrument=period.instrument,
        item=item,
    )
    found: dict[str, Counter[bool]] = defaultdict(Counter)
    for cell in counts.cells():
        found[cell.dimension][HIDDEN not in cell.counts] += 1
    return {by: Share(n[True], n.total()) for by, n in found.items()}


def year(*, until: date) -> list[Row]:
    """Return the table of one calendar year by path."""
    counts = Count.objects.filter(table=Count.Table.YEAR, until=until)
    return rows_of(counts.cells())


def everything() -> list[tuple[str, str, Row]]:
    """Return every row of the fixed tables with its table and dimension; one query."""
    by_table: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in Count.objects.exclude(table=Count.Table.ROUND).cells():
        by_table[cell.table, cell.dimension].append(cell)
    return [
        (table, dimension, row)
        for (table, dimension), found in sorted(by_table.items())
        for row in rows_of(found)
    ]


def total(rows: Iterable[Row]) -> Row | None:
    """Return the sum of shown rows of one wording: a quarter is that of its months."""
    rows = list(rows)
    if not rows:
        return None
    response: Counter[str] = Counter()
    items: dict[str, Histogram | None] = {}
    for row in rows:
        response.update(row.response or {})
        for code, found in row.items.items():
            known = items.get(code)
            items[code] = found + known if found and known else found or known
    return Row(rows[0].since, rows[-1].until, "", rows[0].instrument, response, items)


def rows_of(cells: Iterable[Cell]) -> list[Row]:
    """Gather cells into rows, one for each period, wording and value, in order."""
    gathered: dict[tuple[date, int, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        place = cell.until, version_of(cell.instrument), cell.value
        gathered[place].append(cell)
    return [row_of(gathered[place]) for place in sorted(gathered)]


def row_of(cells: Sequence[Cell]) -> Row:
    """Return one row, from what was said to each of its items."""
    said = {cell.item: cell.counts for cell in cells}
    response = said.pop(RESPONSE, None)
    return Row(
        since=min(cell.since for cell in cells),
        until=cells[0].until,
        value=cells[0].value,
        instrument=cells[0].instrument,
        response=None if response is None or HIDDEN in response else Counter(response),
        items={
            code: None if HIDDEN in counts else histogram(counts)
            for code, counts in said.items()
        },
    )
