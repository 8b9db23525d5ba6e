"""A signal looks the same on every chart, and a limit is written inside itself."""

import re
from fractions import Fraction

import pytest

from coordination.charts import WIDE
from feedback.analytics.charts import Control, Point, Spot, draw_control, draw_means
from feedback.leaders.control import write_axis
from feedback.leaders.indicators import Unit

TITLES = {"title": "Tal", "description": "Tal"}


def shapes_of(drawing):
    """Return how many corners each marked point has, by its class."""
    return [
        (css, len(points.split()))
        for css, points in re.findall(
            r'<polygon class="(c-better|c-worse)"[^>]* points="([^"]*)"', drawing
        )
    ]


@pytest.mark.parametrize(
    ("flag", "is_high", "corners"),
    [("better", True, 4), ("worse", False, 3), ("worse", True, 3)],
)
def test_a_signal_has_one_shape_on_both_charts(flag, is_high, corners):
    spot = Spot("dec. 2025", 3.9, "", flag=flag, high=is_high)
    control = Control(
        [spot], [], [], None, (1, 5), lambda value, _inwards=0: f"{value}"
    )
    point = Point("dec. 2025", Fraction("3.9"), 3.5, 4.2, 40, flag, is_high)
    expected = [(f"c-{flag}", corners)]
    assert shapes_of(str(draw_control(WIDE, control, **TITLES))) == expected
    assert shapes_of(str(draw_means(WIDE, [point], **TITLES))) == expected


@pytest.mark.parametrize(
    ("unit", "value", "inwards", "written"),
    [
        (Unit.DAYS, 6.998, -1, "6,9"),
        (Unit.DAYS, 7.0, -1, "7"),
        (Unit.DAYS, 2.04, 1, "2,1"),
        (Unit.DAYS, 6.998, 0, "7"),
        (Unit.SHARE, 49.6, -1, "49 %"),
        (Unit.SHARE, 49.6, 0, "50 %"),
        (Unit.MEAN, 3.456, 1, "3,46"),
    ],
)
def test_a_point_beyond_a_limit_is_beyond_what_is_written(
    unit, value, inwards, written
):
    assert write_axis(unit, value, inwards) == written
