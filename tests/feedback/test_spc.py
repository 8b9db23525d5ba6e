"""A trend is named only when one of four rules fires."""

import pytest

from feedback.analytics.spc import Rule, chart

STEADY = [3.4, 3.6, 3.5, 3.3, 3.5, 3.6, 3.4, 3.5, 3.6, 3.4, 3.5, 3.4]


def rules(values):
    return {signal.rule for signal in chart(values).signals}


def test_ordinary_variation_says_nothing():
    found = chart(STEADY)
    assert found.signals == ()
    assert found.latest(len(STEADY)) is None
    assert found.lower < 3.3
    assert found.upper > 3.6


def test_fewer_than_twelve_points_have_no_chart():
    assert chart(STEADY[:11]) is None


def test_limits_are_the_mean_and_the_mean_moving_range():
    found = chart([1, 2] * 6)
    assert found.mean == pytest.approx(1.5)
    assert found.upper == pytest.approx(1.5 + 2.66)


def test_one_point_outside_the_limits_is_a_signal():
    found = chart([*STEADY, 4.9])
    signal = found.latest(13)
    assert (signal.rule, signal.up, signal.points) == (Rule.OUTSIDE, True, (12,))


def test_seven_on_one_side_are_a_shift_and_a_point_on_the_line_breaks_it():
    low, high = [3.0, 3.2] * 4, [3.8, 4.0] * 4
    assert Rule.SHIFT in rules(low[:7] + high[:7])
    broken = [3, 3, 3, 3.5, 3, 3, 3, 4, 4, 4, 3.5, 4, 4, 4]
    assert Rule.SHIFT not in rules(broken)


def test_seven_rising_points_are_a_trend():
    rising = [3.5, 3.2, *STEADY[:5], 3.0, 3.1, 3.2, 3.3, 3.4, 3.5, 3.6]
    assert chart(rising).latest(14).rule == Rule.TREND
    assert Rule.TREND not in rules([3.5, 3.2, *STEADY[:7], 3.0, 3.1, 3.2, 3.3, 3.4])


def test_two_of_three_near_a_limit_are_a_signal():
    values = [3.5, 3.4, 3.6, 3.5, 3.4, 3.6, 3.5, 3.4, 3.6, 3.5, 3.9, 3.65, 3.9]
    signal = chart(values).latest(13)
    assert (signal.rule, signal.up) == (Rule.NEAR_LIMIT, True)
