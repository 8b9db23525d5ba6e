"""Charts drawn on the server as SVG, each with its numbers in a table behind it."""

from coordination.charts import Drawing, Figure, Table
from feedback.analytics.charts.likert import Answers, draw_likert
from feedback.analytics.charts.mean import Point, draw_means
from feedback.analytics.charts.shares import Bar, draw_shares
from feedback.analytics.charts.sparkline import draw_sparkline
from feedback.analytics.charts.waiting import draw_waiting
from feedback.analytics.charts.xmr import Control, Sign, Spot, Stretch, draw_control

__all__ = [
    "Answers",
    "Bar",
    "Control",
    "Drawing",
    "Figure",
    "Point",
    "Sign",
    "Spot",
    "Stretch",
    "Table",
    "draw_control",
    "draw_likert",
    "draw_means",
    "draw_shares",
    "draw_sparkline",
    "draw_waiting",
]
