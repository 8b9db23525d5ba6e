"""The truth behind published tables, and what somebody with a solver makes of it.

The unknowns are people by everything they ticked, so an item, its theme, who answered
and who was asked are one system, not several. Tables by different dimensions share
their totals only. Two tables with one total always have a common refinement (fill it
from the north-west corner), so one cannot say more about the other than the total
does; only givers and receivers meet in paths, and they are attacked together, by
somebody who knows which paths were used.

What must hold of a hidden cell that is too small (RELIABILITY.md I21): the least and
the most that can have answered in it lie five apart or more, the most is enough to be
shown, and of neither way to lean it is settled how many did. Only what the total tells
of everybody is no secret: where all who ticked said the same, nothing hides it.
"""

from collections import Counter
from itertools import product

from feedback.analytics.suppression import Group, Limits, publishable
from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    NOT_SENT,
    PATH,
    RESPONSE,
    SENT,
)
from feedback.answer.publishing import SMALL_TABLES
from feedback.answer.sheet import HIDDEN

LIMITS = Limits()
ASKED = "asked and silent"
UNSENT = "nothing ever went out"
RETURNED = "came back undelivered"
# Who did not answer, by what became of the invitation: of a quarter that is published.
SILENT = (ASKED, UNSENT, RETURNED)
BLANK = "blank"
ITEMS = ("coherent", "next_step")
STEPS = ("1", "3", "5")
FATES = (ANSWERED, INVITED, SENT, NOT_SENT, BOUNCED)


def opinion(rng, lean, steps):
    """Return a tick; some groups lean one way altogether."""
    if rng.random() < 0.12:
        return BLANK
    return rng.choice(steps[-1:] if lean == "up" else steps)


def silence(rng):
    """Return what became of an invitation that nobody answered."""
    return rng.choices(SILENT, [2, 1, 1])[0]


def ticks(items=ITEMS):
    """Return everything that can be ticked by somebody who answers."""
    said = product((*STEPS, BLANK), repeat=len(items))
    return [tuple(zip(items, each, strict=True)) for each in said]


def tables_of(counts):
    """Return published counts by dimension, item and value; None where hidden."""
    found = {}
    for count in counts:
        rows = found.setdefault((count.dimension, count.item), {})
        if count.category == HIDDEN:
            rows[count.value] = None
        else:
            rows.setdefault(count.value, Counter())[count.category] = count.n
    return found


class Secret:
    """The truth about the people of a table, and what an attacker makes of it."""

    def __init__(self, people, positive, *, counted=True):
        # people: Counter of (row, ticks), where silent people have ticked one of SILENT
        self.people = people
        self.positive = positive
        self.counted = counted  # whether it is known by row who was asked
        self.told_who = False  # whether it is known by row who answered

    def size_of(self, wanted):
        return sum(n for kind, n in self.people.items() if wanted(kind))

    def group(self, rows, item):
        """Return what decides whether the cell of some rows may be shown."""
        everybody = self.size_of(lambda k: k[0] in rows)
        asked = everybody if self.counted else None
        if item == RESPONSE:
            return Group(asked, self.size_of(lambda k: k[0] in rows and spoke(k)))
        valid = self.size_of(lambda k: k[0] in rows and spoke(k) and ticked(k, item))
        up = self.size_of(lambda k: k[0] in rows and self.is_up(k, item))
        return Group(asked, valid, up)

    def is_up(self, kind, item):
        return spoke(kind) and ticked(kind, item) in self.positive[item]

    def is_down(self, kind, item):
        return spoke(kind) and ticked(kind, item) and not self.is_up(kind, item)

    def judge(self, known, rows, item):
        """Return what an attacker finds out about a hidden cell that is too small."""
        group = self.group(rows, item)
        if publishable(group, LIMITS):
            return []
        if item == RESPONSE:
            return self.judge_size(known, rows)
        if not group.answers:
            return []
        return [
            f"{rows} {item} {leans.__name__}: {group}"
            for leans in (self.is_up, self.is_down)
            if self.is_secret(rows, lambda k, leans=leans: leans(k, item))
            and known.settles(lambda k, leans=leans: k[0] in rows and leans(k, item))
        ]

    def is_secret(self, rows, wanted):
        """Whether the total does not tell how many of the people wanted are in rows."""
        return any(
            self.is_mixed(rows, wanted, total)
            for total in {self.total_of(row) for row in rows}
        )

    def is_mixed(self, rows, wanted, total):
        """Whether not all of a total, and not all in these rows, are wanted."""
        inside = self.size_of(lambda k: k[0] in rows and self.is_in(k, total))
        spoken = self.size_of(lambda k: self.is_in(k, total))
        said = self.size_of(lambda k: self.is_in(k, total) and wanted(k))
        if self.told_who and not inside:
            return False
        return 0 < said < spoken and inside < spoken

    def is_in(self, kind, total):
        return spoke(kind) and self.total_of(kind[0]) == total

    def total_of(self, row):
        """Return which published total a row is part of."""
        return row[0] if isinstance(row, tuple) else None

    def judge_size(self, known, rows):
        """Return what is found out about how many there are in a cell."""
        answered, asked = LIMITS.answers, LIMITS.invited

        def in_rows(kind):
            return kind[0] in rows

        def spoke_in_rows(kind):
            return kind[0] in rows and spoke(kind)

        found = []
        if not known.leaves_open(spoke_in_rows, most=answered, apart=answered):
            found.append(f"{rows}: %d to %d answers" % known.bounds(spoke_in_rows))
        if self.counted and not known.leaves_open(in_rows, most=asked, apart=0):
            found.append(f"{rows}: %d to %d asked" % known.bounds(in_rows))
        return found


def judge(secret, known, cells, seed):
    """Ask for each cell, first as a reader, then as somebody who knows who answered."""
    for rows, item in cells:
        wrong = secret.judge(known, rows, item)
        assert not wrong, (seed, wrong)
    learn_who_answered(known, secret.people)
    secret.told_who = True
    for rows, item in cells:
        wrong = item != RESPONSE and secret.judge(known, rows, item)
        assert not wrong, (seed, "knowing who answered", wrong)


def spoke(kind):
    return kind[1] not in SILENT


def fates_of(kind):
    """Return every category of the response that counts a person."""
    had = SENT if spoke(kind) or kind[1] == ASKED else NOT_SENT
    found = {INVITED, had}
    if spoke(kind):
        found.add(ANSWERED)
    return found | ({BOUNCED} if kind[1] == RETURNED else set())


def ticked(kind, item):
    said = dict(kind[1]).get(item, BLANK)
    return None if said == BLANK else said


def holds(kind, item, category):
    """Say whether a person is among those a published number counts."""
    if item == RESPONSE:
        return category in fates_of(kind)
    return spoke(kind) and dict(kind[1]).get(item, BLANK) == category


def quarter_pile(people):
    """Return the tallies of a quarter as they lie before it is published.

    A place is the path and the value in each further table, as far as it goes.
    """
    pile = {}
    for (place, ticks), n in people.items():
        for dimension, value in zip((PATH, *SMALL_TABLES), place, strict=False):
            items = pile.setdefault(dimension, {}).setdefault(value, {})
            response = items.setdefault(RESPONSE, Counter())
            for fate in fates_of((place, ticks)):
                response[fate] += n
            if ticks in SILENT:
                continue
            for item, category in ticks:
                items.setdefault(item, Counter())[category] += n
    return pile


def learn_total(known, people, rows, items=ITEMS):
    """Tell what the months tell: everybody in some rows, by answer."""

    def tell(wanted):
        counted = sum(n for k, n in people.items() if k[0] in rows and wanted(k))
        known.learn(lambda k: k[0] in rows and wanted(k), counted)

    for fate in FATES:
        tell(lambda k, fate=fate: holds(k, RESPONSE, fate))
    for item, category in product(items, (*STEPS, BLANK)):
        tell(lambda k, item=item, category=category: holds(k, item, category))


def learn_who_answered(known, people):
    """Tell how many answered in every row: a colleague, or a dump, knows who did.

    What they said has to stay open then; how many they are is told.
    """
    for row in {kind[0] for kind in people}:
        spoken = sum(n for k, n in people.items() if k[0] == row and spoke(k))
        known.learn(lambda k, row=row: k[0] == row and spoke(k), spoken)


def learn_cell(known, rows, item, counts):
    """Tell every number of one shown cell."""
    categories = FATES if item == RESPONSE else (*STEPS, BLANK)
    for category in categories:
        known.learn(
            lambda k, category=category: k[0] in rows and holds(k, item, category),
            counts[category],
        )
