"""Two files of one round: what stands in the one and not in the other is a person.

Compared is what is published, with what has ever been: whoever has seen the figures of
a round that was taken back since can still subtract them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import Municipality
from coordination.workflow import Refused
from feedback.answer.counting import ANSWERED, BOUNCED, INVITED, RESPONSE, TOTAL
from feedback.answer.models import Count
from feedback.answer.sheet import HIDDEN
from feedback.round.models import Round

# Of these nobody knows what they answered.
NOT_ANSWERED = {INVITED, BOUNCED}
# category → how many more in the one than in the other
Differences = dict[str, int]


class Row(NamedTuple):
    """One item in one group of a published table."""

    dimension: str
    value: str
    item: str


# what is published of a round: row → category → n; what is hidden is not there
Shown = dict[Row, dict[str, int]]


class Change(NamedTuple):
    """How many have, at least, come to an answer to one item, and left one.

    `grown` is by how many more, or fewer, answered it.
    """

    gained: int
    lost: int
    grown: int

    def tells(self, least: int) -> bool:
        """Say whether subtracting shows what fewer than `least` people answered."""
        return any(0 < n < least for n in self)


def refuse_near(
    held: Round, counts: Iterable[Count], *, replaces: Round | None
) -> None:
    """Refuse figures beside those of nearly the same people.

    Of the same questionnaire, for days that overlap, and always beside those of the
    round that this one `replaces`. Who was brought in without days stands on the day
    of the import, whichever it was: such rounds are compared too.
    """
    least = Municipality.current().publish_answers_min
    now = shown_of(counts)
    known = Round.objects.brought_in().filter(instrument=held.instrument)
    for other in known.exclude(pk=held.pk).order_by("-pk"):
        replaced = replaces is not None and other.pk == replaces.pk
        if not replaced and not may_be_of_the_same_days(held, other):
            continue
        before = shown_of(other.counts.all())
        told: dict[str, Any] = {"name": other.name, "least": least}
        if other.state == Round.State.CLOSED and as_many(now, before, least=least):
            raise Refused(nearly_as_many() % told)
        if group := next(near_groups(now, before, least=least), None):
            told |= {"group": name_of(*group)}
            raise Refused(nearly_the_same_group() % told)


def nearly_as_many() -> str:
    """Return why a file is refused beside a round that is shown."""
    return _(
        "“%(name)s” has nearly as many answers to the same questionnaire, for the same"
        " days: single people could be found by subtraction. If this file corrects it,"
        " take it back with --replace; that is possible where nobody differs, or at"
        " least %(least)s people. Groups that differ belong in one file, with a column"
        " that tells them apart."
    )


def nearly_the_same_group() -> str:
    """Return why a file is refused after a round that is shown, or has been."""
    return _(
        "In the group “%(group)s” this file differs from “%(name)s” by fewer than"
        " %(least)s people in at least one question. Whoever subtracts the figures that"
        " have been shown from the new ones would see what they answered, also after"
        " --replace. Correct a round only where at least so many differ in each group"
        " and question that does; otherwise leave it as it is."
    )


def may_be_of_the_same_days(held: Round, other: Round) -> bool:
    """Say whether two rounds may have asked the same people at the same time."""
    if other.since <= held.until and held.since <= other.until:
        return True
    undated = [held.since == held.until == timezone.localdate(), is_undated(other)]
    # it was taken back because something was wrong, perhaps its days
    return any(undated) if other.state == Round.State.TAKEN_BACK else all(undated)


def is_undated(held: Round) -> bool:
    """Say whether nobody told which days a round covers."""
    at = held.closed_at
    return bool(at) and held.since == held.until == timezone.localdate(at)


def shown_of(counts: Iterable[Count]) -> Shown:
    """Return what everybody can read."""
    found: Shown = defaultdict(dict)
    for count in counts:
        if count.category != HIDDEN and count.category not in NOT_ANSWERED:
            row = Row(count.dimension, count.value, count.item)
            found[row][count.category] = count.n
    return dict(found)


def as_many(now: Shown, before: Shown, *, least: int) -> bool:
    """Say whether nearly as many people answered altogether."""
    everybody = Row(TOTAL, "", RESPONSE)
    if everybody not in now or everybody not in before:
        return False
    return (
        abs(now[everybody].get(ANSWERED, 0) - before[everybody].get(ANSWERED, 0))
        < least
    )


def near_groups(now: Shown, before: Shown, *, least: int) -> Iterator[tuple[str, str]]:
    """Yield the groups that differ by fewer people, by what divides and which it is.

    Each item by itself: who differs in one need not be who differs in another, so that
    many in the one hide nobody in the other.
    Each group that both show, and in each table all who are in none of them: what is
    hidden is known of these together, as the rest of the total.
    """
    both = now.keys() & before.keys()
    groups: dict[tuple[str, str], list[Differences]] = defaultdict(list)
    shown: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in both:
        change = differences(now[row], before[row])
        groups[row.dimension, row.value].append(change)
        if row.dimension != TOTAL:
            shown[row.dimension, row.item].add(row.value)
    rests: dict[tuple[str, frozenset[str]], list[Differences]] = defaultdict(list)
    for (dimension, item), values in shown.items():
        total = Row(TOTAL, "", item)
        if total in both:
            parts = [Row(dimension, value, item) for value in values]
            left = [rest_of(each, total, parts) for each in (now, before)]
            rests[dimension, frozenset(values)].append(differences(*left))
    for (dimension, value), changes in sorted(groups.items()):
        if any(change_in(item).tells(least) for item in changes):
            yield dimension, value
    for (dimension, _values), changes in rests.items():
        if any(change_in(item).tells(least) for item in changes):
            yield dimension, ""


def differences(now: dict[str, int], before: dict[str, int]) -> Differences:
    """Return how many more have each answer now than before."""
    return {
        category: now.get(category, 0) - before.get(category, 0)
        for category in now.keys() | before.keys()
    }


def rest_of(shown: Shown, total: Row, parts: Iterable[Row]) -> dict[str, int]:
    """Return the answers of those who are in none of the parts."""
    found = dict(shown[total])
    for part in parts:
        for category, n in shown[part].items():
            found[category] = found.get(category, 0) - n
    return found


def change_in(item: Differences) -> Change:
    """Return how the answers to one item have changed in a group."""
    gained = sum(n for n in item.values() if n > 0)
    lost = -sum(n for n in item.values() if n < 0)
    return Change(gained, lost, abs(gained - lost))


def name_of(dimension: str, value: str) -> str:
    """Return a group as the file calls it."""
    if dimension == TOTAL:
        return _("everybody")
    others = _("all others")
    return f"{dimension}: {value or others}"
