"""The charts of the leader's page, from published counts."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

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
from feedback.analytics.charts.figure import decimal, percent
from feedback.analytics.statistics import Histogram, Share, half_up
from feedback.answer.tables import Row
from feedback.instrument.catalogue import Instrument, Item
from feedback.leaders.findings import read
from feedback.leaders.periods import month_name

DASH = "\N{EN DASH}"


def mean_over_months(rows: Sequence[Row], item: Item) -> Figure:
    """Draw an item's mean month by month."""
    known = [(row, row.items.get(item.code)) for row in rows]
    shown = [(row, h) for row, h in known if h is not None and h.mean is not None]
    finding, chart = read([float(h.mean or 0) for _row, h in shown])
    flagged = {i for signal in (chart.signals if chart else ()) for i in signal.points}
    points = [
        Point(
            month_name(row),
            h.mean or Fraction(0),
            *(h.mean_interval() or (1.0, 5.0)),
            n=h.valid,
            signal=i in flagged,
        )
        for i, (row, h) in enumerate(shown)
    ]
    shows = _("%(item)s. Mean of 1 to 5 each month, with its 95 %% interval.") % {
        "item": item.label
    }
    table = Table(
        [_("Month"), _("Mean"), _("95 % interval"), _("Top two"), _("Answers")],
        [
            [
                point.label,
                decimal(point.mean, 2),
                f"{decimal(point.low, 2)}{DASH}{decimal(point.high, 2)}",
                percent(h.top2.percent()),
                h.valid,
            ]
            for point, (_row, h) in zip(points, shown, strict=True)
        ],
    )
    drawing = None
    if points:
        drawing = Drawing.of(
            lambda w: draw_means(w, points, title=finding, description=shows)
        )
    note = ""
    if any(row.since != row.until for row, _h in shown):
        note = _("A month with too few answers is counted together with the next one.")
    return Figure(finding, shows, drawing, table, note)


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
    drawing = Drawing.of(
        lambda w: draw_likert(w, rows, steps=steps, title=finding, description=shows)
    )
    return Figure(finding, shows, drawing, table)


def items_table(total: Row, instrument: Instrument) -> Table:
    """Return mean and top two of every item, with interval and denominator."""
    rows = []
    for item in instrument.items:
        found = total.items.get(item.code)
        rows.append([item.label, *described(found)])
    columns = [
        _("Question"),
        _("Mean"),
        _("Top two"),
        _("95 % interval"),
        _("Answers"),
        _("Do not know"),
    ]
    return Table(columns, rows)


def described(found: Histogram | None) -> list[object]:
    """Return an item's figures, or dashes where it is not shown."""
    if found is None or found.mean is None:
        return [DASH, DASH, DASH, DASH, DASH]
    return [
        decimal(half_up(found.mean), 2),
        percent(found.top2.percent()),
        interval(found.top2),
        found.valid,
        found.unknown,
    ]


def interval(share: Share) -> str:
    """Write a share's Wilson interval."""
    found = share.interval(0)
    return f"{found[0]}{DASH}{found[1]} %" if found else DASH


def top_two_by_department(
    rows: Sequence[Row], names: dict[int, str], item: Item, *, side: str, period: str
) -> Figure:
    """Draw the share of the two best steps, department by department."""
    bars, cells = [], []
    for row in by_name(rows, names):
        found = row.items.get(item.code) if row.response is not None else None
        name = names.get(int(row.value), row.value)
        bars.append(Bar(name, found.top2 if found else None))
        cells.append([name, *described(found)])
    finding = _("%(item)s, by %(side)s") % {"item": item.label, "side": side}
    shows = _(
        "Share of valid answers in the two best steps, %(period)s, with 95 %% interval."
    ) % {"period": period}
    table = Table(
        [
            _("Department"),
            _("Mean"),
            _("Top two"),
            _("95 % interval"),
            _("Answers"),
            _("Do not know"),
        ],
        cells,
    )
    drawing = Drawing.of(
        lambda w: draw_shares(w, bars, title=finding, description=shows)
    )
    return Figure(finding, shows, drawing if bars else None, table)


def by_name(rows: Sequence[Row], names: dict[int, str]) -> list[Row]:
    """Return the departments in the order of their names: no ranking."""
    return sorted(rows, key=lambda row: names.get(int(row.value), row.value))


# Upper ends of the seven shades; the middle one lies around 3.
SHADES = (1.75, 2.25, 2.75, 3.25, 3.75, 4.25)


def heat(
    rows: Sequence[Row], names: dict[int, str], instrument: Instrument
) -> list[dict[str, object]]:
    """Return every department's mean of every item, shaded, with its n."""
    found: list[dict[str, object]] = []
    for row in by_name(rows, names):
        cells: list[dict[str, object]] = []
        for item in instrument.items:
            h = row.items.get(item.code) if row.response is not None else None
            if h is None or h.mean is None:
                cells.append({"css": "hx", "mean": None})
                continue
            shade = 1 + sum(float(h.mean) > edge for edge in SHADES)
            mean = decimal(half_up(h.mean, 1), 1)
            cells.append({"css": f"h{shade}", "mean": mean, "n": h.valid})
        answered = row.answered if row.response is not None else None
        found.append(
            {
                "name": names.get(int(row.value), row.value),
                "answered": answered,
                "cells": cells,
            }
        )
    return found
