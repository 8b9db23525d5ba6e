"""Tallies as they are counted together before a table is made of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from feedback.analytics.statistics import Histogram
from feedback.analytics.suppression import Group, Path, Side
from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    NOT_SENT,
    RESPONSE,
    SIDES,
    histogram,
)
from feedback.answer.waiting import Tally

SILENT, NOT_REACHED, DOUBTFUL = "silent", "not_reached", "doubtful"
Counts = Counter[str]
# dimension → value → item → category → n
Pile = dict[str, dict[str, dict[str, Counts]]]


def piles(tallies: Iterable[Tally]) -> dict[str, Pile]:
    """Return the tallies by instrument, dimension, value and item."""
    found: dict[str, Pile] = {}
    for tally in tallies:
        pile = found.setdefault(tally.instrument, {})
        items = pile.setdefault(tally.dimension, {}).setdefault(tally.value, {})
        items.setdefault(tally.item, Counter())[tally.category] += tally.n
    return found


def layers(
    rows: Mapping[str, dict[str, Counts]],
) -> Iterator[tuple[str, dict[str, Group]]]:
    """Return, for the response and then each item, the group in every row."""
    asked = {value: items.get(RESPONSE, Counter()) for value, items in rows.items()}
    yield (
        RESPONSE,
        {value: Group(n[INVITED], n[ANSWERED]) for value, n in asked.items()},
    )
    codes = sorted({item for items in rows.values() for item in items} - {RESPONSE})
    for code in codes:
        yield (
            code,
            {
                value: Group.of(asked[value][INVITED], answered(items, code))
                for value, items in rows.items()
            },
        )


def path_groups(
    by_path: Mapping[str, dict[str, Counts]],
) -> dict[str, dict[Path, Group]]:
    """Return, for the response and then each item, the group on every path."""
    return {
        item: {path_of(value): group for value, group in groups.items()}
        for item, groups in layers(by_path)
    }


def side_groups(
    by_path: Mapping[str, dict[str, Counts]],
) -> dict[str, dict[Side, Group]]:
    """Return, for the response and then each item, the group of every department."""
    found: dict[str, dict[Side, Group]] = {}
    for side in SIDES:
        for item, groups in layers(gather(by_path, side)):
            for value, group in groups.items():
                found.setdefault(item, {})[side, int(value)] = group
    return found


def answered(items: Mapping[str, Counts], code: str) -> Histogram:
    """Return the answers to one item in one row."""
    return histogram(items.get(code, Counter()))


def gather(
    by_path: Mapping[str, dict[str, Counts]], side: str
) -> dict[str, dict[str, Counts]]:
    """Return the paths added up by their giver or by their receiver."""
    found: dict[str, dict[str, Counts]] = {}
    for value, items in by_path.items():
        end = str(path_of(value)[SIDES.index(side)])
        for item, counts in items.items():
            found.setdefault(end, {}).setdefault(item, Counter()).update(counts)
    return found


def path_of(value: str) -> Path:
    """Return giver and receiver of a path as it is stored."""
    giver, receiver = value.split(">")
    return int(giver), int(receiver)


def parts_of(items: Mapping[str, Counts], item: str) -> dict[str, int]:
    """Return how many of those who answered said what; for `RESPONSE`, how many did.

    Who was reached, who was not and whose invitation came back are told apart in what
    is shown, so nobody silent could as well be another. Some of what came back may have
    gone out before: only who is surely neither counts as reached, or not, and silent.
    """
    if item != RESPONSE:
        return dict(items.get(item, Counter()))
    counts = items.get(RESPONSE, Counter())
    everybody = counts[INVITED] - counts[ANSWERED]
    silent = max(everybody - counts[NOT_SENT] - counts[BOUNCED], 0)
    not_reached = max(counts[NOT_SENT] - counts[BOUNCED], 0)
    return {
        ANSWERED: counts[ANSWERED],
        SILENT: silent,
        NOT_REACHED: not_reached,
        DOUBTFUL: everybody - silent - not_reached,
    }
