"""The ways with the highest and the lowest mean, where the figures tell them apart."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from feedback.analytics.charts.figure import decimal, rate
from feedback.analytics.statistics import Histogram
from feedback.answer.tables import Row
from feedback.instrument.catalogue import Item
from feedback.leaders.names import group_name


def tell_links(rows: Sequence[Row], names: Mapping[int, str], item: Item) -> list[str]:
    """Return what may be said of the ways from department to department.

    The highest and the lowest mean are named when their 95 % intervals do not overlap;
    otherwise the difference between them may be chance, and that is said instead.
    """
    shown = [
        (row, found)
        for row in rows
        if row.response is not None and (found := row.items.get(item.code)) is not None
    ]
    measured = [(r, f) for r, f in shown if f.mean is not None and f.mean_interval()]
    hidden = len(rows) - len(shown)
    said = []
    if len(measured) >= 2:  # noqa: PLR2004 - one is neither higher nor lower
        by_mean = sorted(measured, key=lambda pair: (pair[1].mean, pair[0].value))
        lowest, highest = by_mean[0], by_mean[-1]
        if lies_apart(lowest[1], highest[1]):
            said = [
                _("The highest mean of the ways shown: %(link)s.")
                % {"link": described(highest, names)},
                _("The lowest mean of the ways shown: %(link)s.")
                % {"link": described(lowest, names)},
            ]
        else:
            said = [
                _(
                    "No way from one department to another stands out: the intervals of"
                    " the highest and the lowest mean overlap."
                )
            ]
    else:
        said = [_("Too few answered for ways between departments to be compared.")]
    told = {"hidden": hidden, "all": len(rows)}
    if hidden:
        said.append(
            _(
                "%(hidden)s of %(all)s ways are hidden, so that no small group can be"
                " worked out."
            )
            % told
        )
    return said


def lies_apart(low: Histogram, high: Histogram) -> bool:
    """Say whether the whole interval of one mean lies below that of the other."""
    below, above = low.mean_interval(), high.mean_interval()
    return bool(below and above and below[1] < above[0])


def described(link: tuple[Row, Histogram], names: Mapping[int, str]) -> str:
    """Name a way, with its mean, the interval of it, n and response rate."""
    row, found = link
    low, high = found.mean_interval() or (found.mean, found.mean)
    return _(
        "%(way)s, mean %(mean)s (95 %%: %(low)s%(dash)s%(high)s, n %(n)s, %(rate)s"
        " answered)"
    ) % {
        "way": group_name("path", row.value, dict(names)),
        "mean": decimal(found.mean or 0, 2),
        "low": decimal(low or 0, 2),
        "high": decimal(high or 0, 2),
        "dash": "\N{EN DASH}",
        "n": found.valid,
        "rate": rate(row.rate),
    }
