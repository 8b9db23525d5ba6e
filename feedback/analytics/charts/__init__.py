"""Charts drawn on the server as SVG, each with its numbers in a table behind it."""

from coordination.charts import Drawing, Figure, Table
from feedback.analytics.charts.likert import Answers, draw_likert
from feedback.analytics.charts.mean import Point, draw_means
from feedback.analytics.charts.shares import Bar, draw_shares
from feedback.analytics.charts.waiting import draw_waiting

__all__ = [
    "Answers",
    "Bar",
    "Drawing",
    "Figure",
    "Point",
    "Table",
    "draw_likert",
    "draw_means",
    "draw_shares",
    "draw_waiting",
]
