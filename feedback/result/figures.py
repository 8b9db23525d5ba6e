"""The chart of a round: how the answers to each question are spread."""

from django.utils.translation import gettext as _

from feedback.analytics.charts import Answers, Drawing, Figure, Table, draw_likert
from feedback.analytics.statistics import Histogram
from feedback.round.models import Round
from feedback.round.report import Told

FIVE = 5


def spread(held: Round, told: Told) -> Figure | None:
    """Draw the questions on scales of five steps; nothing where there are none."""
    scales = {item.code: item.scale for item in held.items}
    shown = [
        (row, Histogram(tuple(row["counts"].values()), row["unknown"], row["blank"]))
        for row in told["items"]
        if len(row.get("counts", ())) == FIVE
    ]
    if not shown:
        return None
    first = scales[shown[0][0]["item"]]
    steps = [choice.text for choice in first.choices if choice.value.isdigit()]
    rows = [Answers(row["label"], found) for row, found in shown]
    finding = _("The answers in %(round)s") % {"round": held.name}
    shows = _("Share of those who chose a step of the scale; the line is the middle.")
    table = Table(
        [_("Question"), *steps, _("Do not know"), _("Left out")],
        [
            [row.label, *row.histogram.counts, found.unknown, found.blank]
            for row, (_row, found) in zip(rows, shown, strict=True)
        ],
    )
    drawing = Drawing.of(
        lambda w: draw_likert(w, rows, steps=steps, title=finding, description=shows)
    )
    return Figure(finding, shows, drawing, table)
