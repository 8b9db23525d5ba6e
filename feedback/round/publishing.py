"""What a round shows: its total and one table for each dimension, decided once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from feedback.analytics.suppression import Group, Limits, hide, publishable
from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    RESPONSE,
    TOTAL,
    Cell,
)
from feedback.answer.models import Count
from feedback.answer.sheet import HIDDEN
from feedback.instrument.scale import BLANK, UNKNOWN, Kind
from feedback.round.models import Round
from feedback.round.reading import THEME

NOT_ANSWERS = {UNKNOWN, BLANK, INVITED, BOUNCED}
# value → item → category → n
Rows = dict[str, dict[str, Counter[str]]]


def publish(held: Round, cells: Mapping[Cell, int], limits: Limits) -> list[Count]:
    """Return the rows to publish; a hidden cell has a mark and no number.

    An item that the total hides is hidden in every table. A theme and its items are
    hidden in the same rows, for what is left would tell what the hidden one does not.
    """
    piles: dict[str, Rows] = {}
    for cell, n in cells.items():
        items = piles.setdefault(cell.dimension, {}).setdefault(cell.value, {})
        items.setdefault(cell.item, Counter())[cell.category] += n
    total = piles[TOTAL][""]
    for rows in piles.values():
        for items in rows.values():
            # a group in which nobody answered is in every table, or its absence tells
            for item in total:
                items.setdefault(item, Counter())
    if held.invited is not None:
        total[RESPONSE][INVITED] = held.invited
    themes = themes_of(held)
    middles = middles_of(held)
    never = {
        item
        for item, group in groups_of(total, middles, invited=held.invited)
        if not publishable(group, limits)
    }
    if RESPONSE in never:
        never = set(total)
    never |= {theme for theme, items in themes.items() if items & never}
    found = []
    for dimension, rows in sorted(piles.items()):
        gone = {item: set(rows) for item in never}
        if dimension != TOTAL:
            gone |= hidden_in(rows, limits, never, themes, middles)
        for value, items in sorted(rows.items()):
            for item, counts in sorted(items.items()):
                hidden = value in gone.get(item, ())
                shown = {HIDDEN: 0} if hidden else counts
                found += [
                    Count(
                        table=Count.Table.ROUND,
                        round=held,
                        since=held.since,
                        until=held.until,
                        instrument=held.instrument,
                        dimension=dimension,
                        value=value,
                        item=item,
                        category=category,
                        n=n,
                    )
                    for category, n in sorted(shown.items())
                ]
    return found


def hidden_in(
    rows: Rows,
    limits: Limits,
    never: set[str],
    themes: Mapping[str, set[str]],
    middles: Mapping[str, Fraction],
) -> dict[str, set[str]]:
    """Return which values of a dimension are hidden, item by item."""
    by_item: dict[str, dict[str, Group]] = {}
    for value, items in rows.items():
        asked = items.get(RESPONSE, Counter())
        for item, group in groups_of(items, middles, invited=asked.get(INVITED)):
            by_item.setdefault(item, {})[value] = group
    gone = {RESPONSE: hide(by_item.pop(RESPONSE), limits)}
    for item, groups in by_item.items():
        if item not in never:
            gone[item] = hide(groups, limits, hidden=gone[RESPONSE])
    for theme, parts in themes.items():
        hide_alike(gone, by_item, limits, {theme, *parts} & gone.keys())
    return gone


def hide_alike(
    gone: dict[str, set[str]],
    by_item: Mapping[str, Mapping[str, Group]],
    limits: Limits,
    items: set[str],
) -> None:
    """Hide the same rows for a theme and each of its items.

    Two people may then have said to all of them what the other did, and no total would
    show it: with other rows hidden for each, the theme would tell which of them did.
    """
    together: set[str] = set()
    before = None
    while together != before:
        before = together
        for item in sorted(items):
            together = hide(by_item[item], limits, hidden=together | gone[item])
    gone.update(dict.fromkeys(items, together))


def themes_of(held: Round) -> dict[str, set[str]]:
    """Return the items that each theme's score is made of."""
    found: dict[str, set[str]] = {}
    for item in held.items:
        if item.theme:
            found.setdefault(THEME + item.theme, set()).add(item.code)
    return found


def middles_of(held: Round) -> dict[str, Fraction]:
    """Return the middle of the scale of every item that has steps, and theme."""
    found = {}
    for item in held.items:
        if item.scale.kind == Kind.STEPS:
            middle = Fraction(1 + item.scale.steps, 2)
            found[item.code] = middle
            if item.theme:
                found[THEME + item.theme] = middle
    return found


def groups_of(
    items: Mapping[str, Counter[str]],
    middles: Mapping[str, Fraction],
    *,
    invited: int | None,
) -> Iterator[tuple[str, Group]]:
    """Return the group that each item of a row rests on."""
    for item, counts in items.items():
        if item == RESPONSE:
            yield item, Group(invited, counts[ANSWERED])
            continue
        valid = {what: n for what, n in counts.items() if what not in NOT_ANSWERS}
        middle = middles.get(item)
        # Of single choices the most chosen stands for the way everybody leans.
        leaning = (
            max(valid.values(), default=0)
            if middle is None
            else sum(n for step, n in valid.items() if Fraction(step) > middle)
        )
        yield item, Group(invited, sum(valid.values()), leaning)
