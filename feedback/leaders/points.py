"""Series of months: each point rests on enough, and says on how many.

A month of fewer than five is counted together with the next one, as the answers are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from feedback.analytics.statistics import Histogram, Share, median, median_interval
from feedback.answer.tables import Row
from feedback.leaders.indicators import HUNDRED

ENOUGH = 5
Ends = tuple[Fraction, Fraction]
Months = Mapping[date, Mapping[str, Any]]


@dataclass(frozen=True)
class Point:
    """One month, or several counted together: the value, of how many, and how sure.

    `series` is the version of the questionnaire: another wording is another series.
    `rate` is how many of those asked have answered, where the value is a score; where
    it is itself the response rate, `asked` holds what that is made of.
    """

    since: date
    until: date
    value: Fraction
    n: int
    ends: Ends | None = None
    series: str = ""
    rate: Share | None = None
    asked: Row | None = None


def item_points(rows: Iterable[Row], code: str) -> list[Point]:
    """Return the means of an item, in each wording it was asked in."""
    points = (
        item_point(row.since, row.until, said, row.instrument, row.rate)
        for row in rows
        if (said := row.items.get(code))
    )
    return [point for point in points if point]


def item_point(
    since: date, until: date, said: Histogram, series: str, rate: Share
) -> Point | None:
    """Return the mean of what was said in a month, if anybody chose a step."""
    if said.mean is None:
        return None
    interval = said.mean_interval()
    ends = (Fraction(interval[0]), Fraction(interval[1])) if interval else None
    return Point(since, until, said.mean, said.valid, ends, series, rate)


def response_points(rows: Iterable[Row]) -> list[Point]:
    """Return how many of those asked have answered."""
    return [
        replace(share_point(row.since, row.until, row.rate), asked=row)
        for row in rows
        if row.invited
    ]


def share_point(since: date, until: date, share: Share) -> Point:
    """Return a share with its Wilson interval."""
    ends = share.interval(3)
    return Point(
        since,
        until,
        share.fraction or Fraction(0),
        share.of,
        ends and (Fraction(ends[0]) / HUNDRED, Fraction(ends[1]) / HUNDRED),
    )


def median_points(months: Months, wait: str) -> list[Point]:
    """Return the median days that a stretch of the way took."""

    def point(since: date, until: date, parts: Sequence[Mapping[str, Any]]) -> Point:
        days = [day for part in parts for day in part[wait]]
        ends = median_interval(days)
        return Point(
            since,
            until,
            median(days) or Fraction(0),
            len(days),
            ends and (Fraction(ends[0]), Fraction(ends[1])),
        )

    return gathered(months, lambda month: len(month[wait]), point)


def share_points(months: Months, part: Sequence[str], of: Sequence[str]) -> list[Point]:
    """Return the share of some kinds of ending among others."""

    def point(since: date, until: date, parts: Sequence[Mapping[str, Any]]) -> Point:
        sums = [
            sum(p.get(kind, 0) for p in parts for kind in kinds) for kinds in (part, of)
        ]
        return share_point(since, until, Share(*sums))

    return gathered(months, lambda month: sum(month.get(k, 0) for k in of), point)


def gathered(
    months: Months,
    count: Callable[[Mapping[str, Any]], int],
    point: Callable[[date, date, Sequence[Mapping[str, Any]]], Point],
) -> list[Point]:
    """Return a point for each month with enough, alone or with those before it."""
    found, waiting = [], list[date]()
    for month in sorted(months):
        waiting.append(month)
        if sum(count(months[each]) for each in waiting) >= ENOUGH:
            parts = [months[each] for each in waiting]
            found.append(point(waiting[0], month, parts))
            waiting = []
    return found
