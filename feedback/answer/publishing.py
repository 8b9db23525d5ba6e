"""The tables of a quarter: what they show is decided once, here.

A hidden cell leaves no number behind, and a hidden department nothing that was written:
what is not published is deleted when the table is made, so that nobody can find it
later, with whatever access.
"""

from collections.abc import Sequence
from datetime import date

from feedback.analytics.exchange import Row
from feedback.analytics.streets import ends_of
from feedback.analytics.suppression import (
    Group,
    Limits,
    hide,
    hide_sides,
)
from feedback.answer.counting import PATH, RESPONSE, SIDES, TOTAL
from feedback.answer.hiding import Tables
from feedback.answer.models import Count
from feedback.answer.pile import (
    Counts,
    Pile,
    gather,
    layers,
    parts_of,
    path_groups,
    path_of,
    piles,
    side_groups,
)
from feedback.answer.sheet import Sheet
from feedback.answer.small_paths import People, SmallPaths
from feedback.answer.waiting import Tally
from feedback.remark.models import Remark

SMALL_TABLES = (
    "warm",
    "mentor",
    "course_band",
    "departments",
    "target_group",
    "mode",
    "language",
)


def publish_quarter(
    waiting: Sequence[Tally], last_month: date, limits: Limits
) -> list[Tally]:
    """Publish the quarter by each single dimension; return what waits on: its paths."""
    since = last_month.replace(month=last_month.month - 2)
    of_quarter = (tally for tally in waiting if tally.released and tally.month >= since)
    tallies = (tally for tally in of_quarter if tally.dimension != TOTAL)
    hidden: set[str] = set()
    for instrument, pile in piles(tallies).items():
        sheet = Sheet(Count.Table.QUARTER, since, last_month, instrument)
        fill_quarter(sheet, pile, limits)
        sheet.store()
        hidden |= sheet.hidden("receiver", RESPONSE)
    # they would never be shown, and be of few people
    Remark.objects.of_quarter(since).filter(receiver__in=map(int, hidden)).delete()
    return [tally for tally in waiting if not tally.released or tally.dimension == PATH]


def fill_quarter(sheet: Sheet, pile: Pile, limits: Limits) -> None:
    """Decide what every table of a quarter shows."""
    publish_sides(sheet, pile.get(PATH, {}), limits)
    for dimension in SMALL_TABLES:
        publish_alone(sheet, dimension, pile.get(dimension, {}), limits)


def publish_sides(
    sheet: Sheet, by_path: dict[str, dict[str, Counts]], limits: Limits
) -> None:
    """Publish the tables by giver and by receiver, each safe against the other."""
    rows = {side: gather(by_path, side) for side in SIDES}
    paths, sides = path_groups(by_path), side_groups(by_path)

    def asked_by_sums(item: str, anyway: set[Row]) -> set[Row]:
        already = [side for side in sides[item] if side in anyway]
        return {*hide_sides(paths[item], limits, sides=sides[item], hidden=already)}

    tables = Tables(
        {
            item: {
                ends_of(path_of(value)): parts_of(items, item)
                for value, items in by_path.items()
            }
            for item in paths
        },
        {item: dict(found.items()) for item, found in sides.items()},
        asked_by_sums,
        limits,
        SmallPaths(People.of(by_path), paths, limits),
    )
    for item, hidden in tables.hidden().items():
        for side in SIDES:
            gone = {str(value) for kind, value in hidden if kind == side}
            sheet.add(side, item, rows[side], gone)


def publish_alone(
    sheet: Sheet, dimension: str, rows: dict[str, dict[str, Counts]], limits: Limits
) -> None:
    """Publish a table that shares nothing but its total with the others."""
    groups: dict[str, dict[Row, Group]] = {
        item: {(dimension, value): group for value, group in found.items()}
        for item, found in layers(rows)
    }
    tables = Tables(
        {
            item: {
                ((dimension, value),): parts_of(items, item)
                for value, items in rows.items()
            }
            for item in groups
        },
        groups,
        lambda item, anyway: hide(groups[item], limits, hidden=anyway),
        limits,
    )
    for item, hidden in tables.hidden().items():
        sheet.add(dimension, item, rows, {value for _dimension, value in hidden})
