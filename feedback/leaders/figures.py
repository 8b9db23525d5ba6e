"""The charts of the answers, from published counts."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from coordination.formats import whole
from feedback.analytics.charts import (
    Answers,
    Bar,
    Drawing,
    Figure,
    Point,
    Table,
    draw_likert,
    draw_means,
    draw_shares,
)
from feedback.analytics.charts.figure import decimal, rate
from feedback.analytics.statistics import Histogram, half_up
from feedback.answer.tables import Row
from feedback.instrument.catalogue import Instrument, Item
from feedback.leaders import points as series
from feedback.leaders.names import HIDDEN
from feedback.leaders.periods import month_name
from feedback.leaders.reading import Reading

DASH = "\N{EN DASH}"
LEAST, MOST = 1.0, 5.0


def mean_over_months(reading: Reading) -> Figure | None:
    """Draw an item's mean month by month on its whole scale, with its interval."""
    found = [point for point in reading.points if point.series == newest(reading)]
    if not found:
        return None
    first = len(reading.points) - len(found)
    points = [
        Point(
            month_name(point),
            point.value,
            *ends_of(point),
            n=point.n,
            flag=reading.flag(first + i),
            is_high=reading.flagged.get(first + i, False),
        )
        for i, point in enumerate(found)
    ]
    finding = _("How sure the mean of each month is")
    shows = _("%(item)s. Mean of 1 to 5 each month, with its 95 %% interval.") % {
        "item": reading.indicator.label
    }
    drawing = Drawing.of(
        lambda w: draw_means(w, points, title=finding, description=shows)
    )
    return Figure(finding, shows, drawing, Table([]))


def ends_of(point: series.Point) -> tuple[float, float]:
    """Return the interval of a month's mean; of one answer it is the whole scale."""
    if point.ends is None:
        return LEAST, MOST
    return float(point.ends[0]), float(point.ends[1])


def newest(reading: Reading) -> str:
    """Return which wording is asked now."""
    return reading.points[-1].series if reading.points else ""


def spread_of_answers(total: Row, instrument: Instrument, *, period: str) -> Figure:
    """Draw how the answers to each item are spread."""
    steps = [choice.text for choice in instrument.choices if choice.face]
    rows = [
        Answers(item.label, h)
        for item in instrument.items
        if (h := total.items.get(item.code)) is not None
    ]
    finding = _("The answers, %(period)s") % {"period": period}
    shows = _(
        "Share of those who chose a step of the scale; the line is the middle, 3."
    )
    if not rows:
        instead = _("Too few have ticked any of the questions so far.")
        return Figure(finding, shows, None, Table([]), instead=instead)
    table = Table(
        [_("Question"), *steps, _("Do not know"), _("Left out")],
        [
            [
                row.label,
                *row.histogram.counts,
                row.histogram.unknown,
                row.histogram.blank,
            ]
            for row in rows
        ],
    )
    drawing = Drawing.of_bars(
        lambda w: draw_likert(w, rows, steps=steps, title=finding, description=shows)
    )
    return Figure(finding, shows, drawing, table)


def asking(row: Row) -> str:
    """Say how many were invited, to how many it went out, and how many answered."""
    words = {"invited": whole(row.invited), "answered": whole(row.answered)}
    if row.sent is None:
        return _("%(invited)s invited, sent not counted, %(answered)s answered") % words
    words["sent"] = whole(row.sent)
    return _("%(invited)s invited, %(sent)s sent, %(answered)s answered") % words


def sent(row: Row) -> str:
    """Write to how many it went out, or that it was not counted then."""
    return _("not counted") if row.sent is None else whole(row.sent)


def top_two_by_group(
    rows: Sequence[tuple[str, Row]], item: Item, *, by: str, period: str
) -> Figure:
    """Draw the share of the two best steps, group by group."""
    bars = []
    for name, row in rows:
        found = row.items.get(item.code) if row.response is not None else None
        bars.append(Bar(name, found.top2 if found else None))
    finding = _("%(item)s, by %(side)s") % {"item": item.label, "side": by}
    shows = _(
        "Share of valid answers in the two best steps, %(period)s, with 95 %% interval."
    ) % {"period": period}
    if not any(bar.share and bar.share.of for bar in bars):
        instead = _("All groups are hidden, so there is nothing to draw.")
        return Figure(finding, shows, None, Table([]), instead=instead if bars else "")
    drawing = Drawing.of_bars(
        lambda w: draw_shares(w, bars, title=finding, description=shows)
    )
    return Figure(finding, shows, drawing, Table([]))


# How far from the middle of the scale each shade on either side of it begins.
SHADES = (0.25, 0.75, 1.25)
NEUTRAL = 4


def shade(found: Histogram | None) -> dict[str, object]:
    """Return a cell of a heat table: its shade, its mean and of how many."""
    if found is None or found.mean is None:
        return unknown(HIDDEN)
    beyond = found.mean - found.midpoint
    away = sum(abs(beyond) > edge for edge in SHADES)
    number = NEUTRAL + (away if beyond > 0 else -away)
    mean = decimal(half_up(found.mean, 1), 1)
    return {"css": f"h{number}", "mean": mean, "n": found.valid}


def unknown(why: str) -> dict[str, object]:
    """Return a cell without a score, and what it says instead."""
    return {"css": "hx", "mean": None, "why": why}


def heat(
    rows: Sequence[tuple[str, Row]], instrument: Instrument
) -> list[dict[str, object]]:
    """Return every group's mean of every item, shaded, with n and response rate."""
    return [
        {
            "name": name,
            "rate": HIDDEN if row.response is None else rate(row.rate),
            "cells": [
                shade(row.items.get(item.code) if row.response is not None else None)
                for item in instrument.items
            ],
        }
        for name, row in rows
    ]
