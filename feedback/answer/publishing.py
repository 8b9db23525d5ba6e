"""The tables of a quarter and of a year: what they show is decided once, here.

A hidden cell leaves no number behind: what is not published is deleted when the
table is made, so that nobody can find it later, with whatever access.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from feedback.analytics.parts import Spread, side_against_one_mind, side_to_hide
from feedback.analytics.paths import hide_paths
from feedback.analytics.suppression import (
    Group,
    Limits,
    Side,
    hide,
    hide_sides,
)
from feedback.answer.counting import ANSWERED, INVITED, PATH, RESPONSE, SIDES, TOTAL
from feedback.answer.models import Count, Tally
from feedback.answer.pile import Counts, Pile, gather, layers, path_of, piles
from feedback.answer.sheet import HIDDEN, Sheet
from feedback.instrument.scale import BLANK, UNKNOWN

# asked, and did not answer: no category of an item has this name
SILENT = " "
# the steps that are good, of the five of the pulse
POSITIVE = frozenset({"4", "5"})
SMALL_TABLES = (
    "warm",
    "mentor",
    "course_band",
    "departments",
    "target_group",
    "mode",
    "language",
)


def publish_quarter(last_month: date, limits: Limits) -> None:
    """Publish the quarter by each single dimension, and keep only its paths."""
    since = last_month.replace(month=last_month.month - 2)
    tallies = Tally.objects.filter(
        released=True, month__range=(since, last_month)
    ).exclude(dimension=TOTAL)
    for instrument, pile in piles(tallies).items():
        sheet = Sheet(Count.Table.QUARTER, since, last_month, instrument)
        fill_quarter(sheet, pile, limits)
        sheet.store()
    Tally.objects.filter(released=True, month__lte=last_month).exclude(
        dimension=PATH
    ).delete()


def fill_quarter(sheet: Sheet, pile: Pile, limits: Limits) -> None:
    """Decide what every table of a quarter shows."""
    publish_sides(sheet, pile.get(PATH, {}), limits)
    for dimension in SMALL_TABLES:
        rows = pile.get(dimension, {})
        for item, groups in layers(rows):
            gone = hide(groups, limits, hidden=sheet.hidden(dimension, RESPONSE))
            sheet.add(dimension, item, rows, gone)


def publish_sides(
    sheet: Sheet, by_path: dict[str, dict[str, Counts]], limits: Limits
) -> None:
    """Publish the tables by giver and by receiver, each safe against the other."""
    rows = {side: gather(by_path, side) for side in SIDES}
    for item, hidden in choose_sides(by_path, rows, limits).items():
        for side in SIDES:
            gone = {str(value) for kind, value in hidden if kind == side}
            sheet.add(side, item, rows[side], gone)


def choose_sides(
    by_path: dict[str, dict[str, Counts]],
    rows: Mapping[str, dict[str, dict[str, Counts]]],
    limits: Limits,
) -> dict[str, set[Side]]:
    """Return which departments to hide, for who answered and then for each item.

    Each table is made safe by itself; then each step of each scale is looked at, and
    as long as a hidden department has too little room, one more is hidden: in every
    table, or where an item would show that a small one all agreed, for that item.
    """
    grouped = {side: dict(layers(rows[side])) for side in SIDES}
    along: dict[str, set[Side]] = defaultdict(set)
    while True:
        sides: dict[str, dict[Side, Group]] = {}
        hidden: dict[str, set[Side]] = {}
        for item, paths in layers(by_path):
            sides[item] = {
                (side, int(value)): group
                for side in SIDES
                for value, group in grouped[side].get(item, {}).items()
            }
            hidden[item] = hide_sides(
                {path_of(value): group for value, group in paths.items()},
                limits,
                sides=sides[item],
                hidden=along[item] | along[RESPONSE] | hidden.get(RESPONSE, set()),
            )
        more = one_more(by_path, rows, sides, hidden, limits)
        if more is None:
            return hidden
        item, side = more
        along[item].add(side)


def one_more(
    by_path: Mapping[str, dict[str, Counts]],
    rows: Mapping[str, dict[str, dict[str, Counts]]],
    sides: Mapping[str, dict[Side, Group]],
    hidden: Mapping[str, set[Side]],
    limits: Limits,
) -> tuple[str, Side] | None:
    """Return a department to hide as well, and for which item, unless all is safe."""
    spreads = {
        item: spread_of(item, by_path, rows, unknown)
        for item, unknown in hidden.items()
        if item != RESPONSE
    }
    if not spreads:
        return None
    everywhere = side_to_hide(
        sides[RESPONSE], hidden[RESPONSE], spreads.values(), limits, silent=SILENT
    )
    if everywhere is not None:
        return RESPONSE, everywhere
    for item, spread in spreads.items():
        valid = spread.only(spread.parts - {SILENT, UNKNOWN, BLANK})
        side = side_against_one_mind(sides[item], valid, positive=POSITIVE)
        if side is not None:
            return item, side
    return None


def spread_of(
    item: str,
    by_path: Mapping[str, dict[str, Counts]],
    rows: Mapping[str, dict[str, dict[str, Counts]]],
    unknown: set[Side],
) -> Spread:
    """Return how the answers to an item, and the silence, lie between departments."""
    return Spread(
        {
            (side, int(value)): parts_of(items, item)
            for side in SIDES
            for value, items in rows[side].items()
        },
        {path_of(value): parts_of(items, item) for value, items in by_path.items()},
        frozenset(unknown),
    )


def parts_of(items: Mapping[str, Counts], item: str) -> dict[str, int]:
    """Return how many chose what, and how many were asked and did not answer."""
    response = items.get(RESPONSE, Counter())
    silent = response[INVITED] - response[ANSWERED]
    return {**items.get(item, Counter()), SILENT: silent}


def publish_year(last_month: date, limits: Limits) -> None:
    """Publish the year by path, and let go of everything that led to it."""
    since = last_month.replace(month=1)
    tallies = Tally.objects.filter(
        released=True, dimension=PATH, month__range=(since, last_month)
    )
    by_quarter: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        by_quarter[(tally.month.month + 2) // 3].append(tally)
    quarters = {number: piles(rows) for number, rows in by_quarter.items()}
    for instrument, pile in piles(tallies).items():
        sheet = Sheet(Count.Table.YEAR, since, last_month, instrument)
        rows = pile[PATH]
        parts = {
            number: found[instrument][PATH]
            for number, found in quarters.items()
            if instrument in found
        }
        secrets = hidden_sides(instrument, since.year)
        for item, groups in layers(rows):
            spread = {n: dict(layers(part)).get(item, {}) for n, part in parts.items()}
            hidden = hide_paths(
                {path_of(value): group for value, group in groups.items()},
                limits,
                quarters={
                    n: {path_of(value): group for value, group in found.items()}
                    for n, found in spread.items()
                },
                hidden_sides={
                    n: side_groups(parts[n], item, secrets[n, item]) for n in parts
                },
                hidden={path_of(value) for value in sheet.hidden(PATH, RESPONSE)},
            )
            gone = {f"{giver}>{receiver}" for giver, receiver in hidden}
            sheet.add(PATH, item, rows, gone)
        sheet.store()
    Tally.objects.filter(released=True, month__lte=last_month).delete()


def hidden_sides(instrument: str, year: int) -> dict[tuple[int, str], set[Side]]:
    """Return which departments each quarter of the year hides, item by item."""
    found: dict[tuple[int, str], set[Side]] = defaultdict(set)
    marked = Count.objects.filter(
        table=Count.Table.QUARTER,
        instrument=instrument,
        until__year=year,
        dimension__in=SIDES,
        category=HIDDEN,
    )
    for row in marked:
        found[row.until.month // 3, row.item].add((row.dimension, int(row.value)))
    return found


def side_groups(
    by_path: dict[str, dict[str, Counts]], item: str, wanted: set[Side]
) -> dict[Side, Group]:
    """Return the groups of the departments a quarter hides, for the year's check."""
    found = {}
    for side in SIDES:
        groups = dict(layers(gather(by_path, side))).get(item, {})
        for value, group in groups.items():
            if (side, int(value)) in wanted:
                found[side, int(value)] = group
    return found
