"""The charts of a round: how the answers to each question are spread."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from feedback.analytics.charts import Answers, Drawing, Figure, Table, draw_likert
from feedback.analytics.statistics import Histogram
from feedback.instrument.scale import Scale
from feedback.round.models import Round
from feedback.round.report import Told

FIVE = 5


def spreads(held: Round, told: Told) -> list[Figure]:
    """Draw the questions on scales of five steps, those that share a scale together."""
    scales = {item.code: item.scale for item in held.items}
    asked = [row for row in told["items"] if len(row.get("counts", ())) == FIVE]
    alike = groupby(asked, lambda row: scales[row["item"]])
    return [spread(held, scale, list(rows)) for scale, rows in alike]


def spread(held: Round, scale: Scale, asked: list[dict[str, Any]]) -> Figure:
    """Draw questions on one scale, in the words of its steps."""
    rows = [
        Answers(
            row["label"],
            Histogram(tuple(row["counts"].values()), row["unknown"], row["blank"]),
        )
        for row in asked
    ]
    steps = [choice.text for choice in scale.choices if choice.value.isdigit()]
    finding = _("The answers in %(round)s") % {"round": held.name}
    shows = _("Share of those who chose a step of the scale; the line is the middle.")
    table = Table(
        [_("Question"), *steps, _("Do not know"), _("Left out")],
        [
            [row.label, *told.counts, told.unknown, told.blank]
            for row in rows
            for told in [row.histogram]
        ],
    )
    drawing = Drawing.of_bars(
        lambda w: draw_likert(w, rows, steps=steps, title=finding, description=shows)
    )
    return Figure(finding, shows, drawing, table)
