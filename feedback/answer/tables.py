"""The published tables, read for whoever shows them: closed periods, fixed cuts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from feedback.analytics.statistics import Histogram, Share
from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    RESPONSE,
    histogram,
)
from feedback.answer.models import Count
from feedback.answer.sheet import HIDDEN

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Row:
    """One cell of a table: who was asked and what they said; None where hidden."""

    since: date
    until: date
    value: str
    response: Counter[str] | None
    items: dict[str, Histogram | None] = field(default_factory=dict)

    @property
    def invited(self) -> int:
        """How many invitations ended here, answered or not."""
        return self.response[INVITED] if self.response else 0

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


def months(instrument: str) -> list[Row]:
    """Return the table month by total, the newest two years, oldest first."""
    counts = Count.objects.months().filter(instrument=instrument)
    return rows_of(counts.order_by("until"))[-MONTHS_SHOWN:]


def months_of(instrument: str, *, since: date, until: date) -> list[Row]:
    """Return the months that a closed period is the sum of, however long ago."""
    counts = Count.objects.months().filter(instrument=instrument)
    return rows_of(counts.filter(until__range=(since, until)).order_by("until"))


def months_of_quarter(instrument: str, *, until: date) -> list[Row]:
    """Return the months of the quarter that ends with `until`."""
    since = until.replace(month=until.month - 2)
    return months_of(instrument, since=since, until=until)


def quarter(instrument: str, *, until: date, dimension: str) -> list[Row]:
    """Return the table of one quarter by one dimension."""
    counts = Count.objects.quarters(dimension)
    return rows_of(counts.filter(instrument=instrument, until=until).order_by("value"))


def year(instrument: str, *, until: date) -> list[Row]:
    """Return the table of one calendar year by path."""
    counts = Count.objects.filter(table=Count.Table.YEAR, instrument=instrument)
    return rows_of(counts.filter(until=until).order_by("value"))


def everything(instrument: str) -> list[tuple[str, str, Row]]:
    """Return every row of the fixed tables with its table and dimension; one query."""
    counts = Count.objects.exclude(table=Count.Table.ROUND)
    by_table: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for count in counts.filter(instrument=instrument).order_by("until", "value"):
        by_table[count.table, count.dimension].append(count)
    return [
        (table, dimension, row)
        for (table, dimension), found in sorted(by_table.items())
        for row in rows_of(found)
    ]


def closed(table: str, instrument: str) -> list[date]:
    """Return the last months of the periods that a table is published for."""
    ends = Count.objects.filter(table=table, instrument=instrument)
    return sorted(ends.values_list("until", flat=True).distinct(), reverse=True)


def total(rows: Iterable[Row]) -> Row | None:
    """Return the sum of shown rows, as a quarter is the sum of its months."""
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
    return Row(rows[0].since, rows[-1].until, "", response, items)


def rows_of(counts: Iterable[Count]) -> list[Row]:
    """Gather counts into rows, one for each period and value."""
    gathered: dict[tuple[date, str], dict[str, Counter[str]]] = {}
    since: dict[tuple[date, str], date] = {}
    for count in counts:
        place = count.until, count.value
        items = gathered.setdefault(place, defaultdict(Counter))
        items[count.item][count.category] = count.n
        since[place] = min(count.since, since.get(place, count.since))
    found = []
    for (until, value), items in gathered.items():
        response = items.pop(RESPONSE, None)
        found.append(
            Row(
                since=since[until, value],
                until=until,
                value=value,
                response=None if response is None or HIDDEN in response else response,
                items={
                    code: None if HIDDEN in counts else histogram(counts)
                    for code, counts in items.items()
                },
            )
        )
    return found
