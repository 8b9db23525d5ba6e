"""The year's table of paths, beside what the tables of its quarters showed."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date

from feedback.analytics.exchange import Place, Row
from feedback.analytics.paths import hide_paths
from feedback.analytics.streets import ends_of
from feedback.analytics.suppression import Group, Limits, Path, Side
from feedback.answer.counting import PATH, SIDES
from feedback.answer.hiding import Tables
from feedback.answer.models import Count
from feedback.answer.pile import (
    Counts,
    parts_of,
    path_groups,
    path_of,
    piles,
    side_groups,
)
from feedback.answer.sheet import HIDDEN, Sheet
from feedback.answer.waiting import Tally


def publish_year(
    waiting: Sequence[Tally], last_month: date, limits: Limits
) -> list[Tally]:
    """Publish the year by path; return what waits on: what no month has published."""
    since = last_month.replace(month=1)
    tallies = [tally for tally in waiting if tally.released and tally.dimension == PATH]
    by_quarter: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        by_quarter[(tally.month.month + 2) // 3].append(tally)
    quarters = {number: piles(rows) for number, rows in by_quarter.items()}
    for instrument, pile in piles(tallies).items():
        sheet = Sheet(Count.Table.YEAR, since, last_month, instrument)
        parts = {
            number: found[instrument][PATH]
            for number, found in quarters.items()
            if instrument in found
        }
        marked = Count.objects.filter(
            table=Count.Table.QUARTER,
            instrument=instrument,
            until__range=(since, last_month),
        )
        fill_year(sheet, pile[PATH], parts, hidden_sides(marked), limits)
        sheet.store()
    return [tally for tally in waiting if not tally.released]


def fill_year(
    sheet: Sheet,
    by_path: dict[str, dict[str, Counts]],
    quarters: Mapping[int, dict[str, dict[str, Counts]]],
    secrets: Mapping[tuple[int, str], set[Side]],
    limits: Limits,
) -> None:
    """Decide what the year's table of paths shows, beside what its quarters showed.

    `quarters` holds the same people by quarter, `secrets` the departments that the
    tables of a quarter hide, item by item.
    """
    paths = path_groups(by_path)
    spread = {number: path_groups(part) for number, part in quarters.items()}
    around = {number: side_groups(part) for number, part in quarters.items()}
    sides: dict[str, dict[Hashable, dict[Side, Group]]] = {
        item: {
            number: {
                side: group
                for side, group in found.get(item, {}).items()
                if side in secrets[number, item]
            }
            for number, found in around.items()
        }
        for item in paths
    }

    def asked_by_sums(item: str, anyway: set[Row]) -> set[Row]:
        hidden = hide_paths(
            paths[item],
            limits,
            quarters={n: found.get(item, {}) for n, found in spread.items()},
            hidden_sides=sides[item],
            hidden={path_of(str(value)) for kind, value in anyway if kind == PATH},
        )
        return {of_year(path) for path in hidden} | {
            of_quarter(number, side)
            for number in quarters
            for side in sides[item][number]
        }

    tables = Tables(
        {
            item: {
                place_in_year(number, value): parts_of(items, item)
                for number, part in quarters.items()
                for value, items in part.items()
            }
            for item in paths
        },
        {
            item: {
                **{of_year(path): group for path, group in groups.items()},
                **{
                    of_quarter(number, side): group
                    for number, found in sides[item].items()
                    for side, group in found.items()
                },
            }
            for item, groups in paths.items()
        },
        asked_by_sums,
        limits,
    )
    for item, hidden in tables.hidden().items():
        gone = {value for kind, value in hidden if kind == PATH}
        sheet.add(PATH, item, by_path, gone)


def of_year(path: Path) -> Row:
    """Return the row of a path in the table of the year."""
    giver, receiver = path
    return PATH, f"{giver}>{receiver}"


def of_quarter(number: Hashable, side: Side) -> Row:
    """Return the row of a department in the tables of a quarter."""
    return side[0], (number, side[1])


def place_in_year(number: int, value: str) -> Place:
    """Return the rows that somebody who answered in a quarter is counted in."""
    ends = [of_quarter(number, side) for side in ends_of(path_of(value))]
    # a quarter is never hidden: its months are published
    return (*ends, (PATH, value), ("quarter", number))


def hidden_sides(counts: Iterable[Count]) -> dict[tuple[int, str], set[Side]]:
    """Return which departments each quarter of a year hides, item by item."""
    found: dict[tuple[int, str], set[Side]] = defaultdict(set)
    for row in counts:
        if row.dimension in SIDES and row.category == HIDDEN:
            quarter = row.until.month // 3
            found[quarter, row.item].add((row.dimension, int(row.value)))
    return found
