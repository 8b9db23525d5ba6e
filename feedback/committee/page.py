"""What stands on the committee's page: figures and sentences, each made by a rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from feedback.analytics.charts.figure import decimal, percent, percent_ends
from feedback.analytics.statistics import Histogram, Share, half_up
from feedback.instrument.catalogue import Item
from feedback.leaders.names import HIDDEN

DASH = "\N{EN DASH}"
# more questions than this do not fit on the page
MOST_QUESTIONS = 8


@dataclass(frozen=True)
class Number:
    """One of the four numbers, with what it rests on."""

    label: str
    value: str
    base: str


@dataclass(frozen=True)
class Line:
    """One question or theme in the table."""

    label: str
    mean: str
    sure: str
    top: str
    n: str


@dataclass(frozen=True)
class Page:
    """Everything on the page, in the order it is read."""

    title: str
    municipality: str
    finding: str
    asked: str
    numbers: Sequence[Number]
    lines: Sequence[Line]
    table_note: str
    relay: Sequence[str]
    method: Sequence[str]
    unknown: Sequence[str]
    made_on: str


def finding_of(overall: Histogram | None, item: Item) -> str:
    """Return the headline: on which side of the middle the mean lies, if on any.

    The side is only said when the whole 95 % interval lies there.
    """
    if overall is None or overall.mean is None:
        return _("Too few answered for the summing-up question to be shown.")
    words = {"item": item.label, "middle": decimal(overall.midpoint, 0)}
    interval = overall.mean_interval()
    if interval and interval[0] > float(overall.midpoint):
        return _("“%(item)s”: the mean lies above the middle, %(middle)s.") % words
    if interval and interval[1] < float(overall.midpoint):
        return _("“%(item)s”: the mean lies below the middle, %(middle)s.") % words
    return _("“%(item)s”: the mean cannot be told from the middle, %(middle)s.") % words


def mean_number(label: str, found: Histogram | None) -> Number:
    """Return a mean with its interval and how many it rests on."""
    if found is None or found.mean is None:
        return Number(label, DASH, _("not shown: too few answered"))
    value = decimal(half_up(found.mean), 2)
    interval = found.mean_interval()
    if interval is None:
        return Number(label, value, _("n %(n)s") % {"n": found.valid})
    low, high = (decimal(end, 2) for end in interval)
    base = _("of %(most)s; 95 %%: %(low)s%(dash)s%(high)s, n %(n)s") % {
        "most": len(found.counts),
        "low": low,
        "high": high,
        "dash": DASH,
        "n": found.valid,
    }
    return Number(label, value, base)


def share_number(label: str, share: Share, *, of: str) -> Number:
    """Return a share with its interval and its denominator."""
    if share.fraction is None:
        return Number(label, DASH, "")
    base = _("%(count)s of %(n)s %(of)s; 95 %%: %(ends)s") % {
        "count": share.count,
        "n": share.of,
        "of": of,
        "ends": percent_ends(share.ends()),
    }
    return Number(label, percent(share.percent()), base)


def line_of(label: str, found: Histogram | None) -> Line:
    """Return a question's line; one that is hidden says so."""
    if found is None or found.mean is None:
        return Line(label, DASH, DASH, str(HIDDEN), DASH)
    mean, top = decimal(half_up(found.mean), 2), percent(found.top2.percent())
    ends = found.mean_interval()
    sure = f"{decimal(ends[0], 2)}{DASH}{decimal(ends[1], 2)}" if ends else DASH
    return Line(label, mean, sure, top, str(found.valid))


def limits_sentence(invited: int, answers: int) -> str:
    """Say which groups are shown."""
    return _(
        "Groups are shown when at least %(invited)s were asked and %(answers)s"
        " answered; others are left out with the small ones, so that no small group"
        " can be worked out."
    ) % {"invited": invited, "answers": answers}


def silent_sentence(asked: int, answered: int) -> str:
    """Say how many we know nothing of."""
    return _(
        "%(silent)s of the %(asked)s who were asked did not answer. What they think is"
        " not known."
    ) % {"silent": asked - answered, "asked": asked}
