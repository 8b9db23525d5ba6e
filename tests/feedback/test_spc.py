"""A trend is named only when one of four rules fires; worked by hand and by chance."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest

from feedback.analytics.spc import Rule, Signal, chart, phases, trial_chart

STEADY = [3.4, 3.6, 3.5, 3.3, 3.5, 3.6, 3.4, 3.5, 3.6, 3.4, 3.5, 3.4]


def rules(values):
    return {signal.rule for signal in chart(values).signals}


# -- limits -----------------------------------------------------------------------


def test_ordinary_variation_says_nothing():
    found = chart(STEADY)
    assert found.signals == ()
    assert found.latest(len(STEADY)) is None
    assert found.lower < 3.3
    assert found.upper > 3.6


def test_limits_worked_by_hand():
    """Twelve waits in days; the sum is 72, the eleven moving ranges sum to 27.

    Mean 72/12 = 6. Mean range 27/11; none is 3.267 times that (8.02) or more, so
    all are kept. The limits lie 2.66 * 27/11 = 3591/550 from the mean.
    """
    waits = [5, 7, 6, 9, 4, 6, 8, 5, 6, 7, 3, 6]
    assert sum(waits) == 72
    ranges = [2, 1, 3, 5, 2, 2, 3, 1, 1, 4, 3]
    assert [abs(b - a) for a, b in pairwise(waits)] == ranges
    found = chart(waits)
    reach = Fraction(3591, 550)
    assert (found.mean, found.lower, found.upper) == (Fraction(6), 6 - reach, 6 + reach)
    assert found.signals == ()


def test_a_wild_moving_range_is_left_out_of_the_limits():
    """Eleven ranges: nine of 1, and 20 and 19 around one wild month.

    Their mean is 48/11 = 4.36; 3.267 times that is 14.26, so the two are left out,
    and the mean of those kept is 1. The mean is (6*10 + 5*11 + 30)/12 = 145/12.
    """
    values = [10, 11, 10, 11, 10, 30, 11, 10, 11, 10, 11, 10]
    found = chart(values)
    assert found.mean == Fraction(145, 12)
    assert found.upper - found.mean == Fraction(266, 100)
    assert Signal(Rule.OUTSIDE, up=True, points=(5,)) in found.signals


def test_a_range_exactly_at_the_bound_is_left_out():
    """Ten ranges of 0.7733 and one of 3.267: their mean is 1, the bound 3.267."""
    step, values = Fraction(7733, 10000), [Fraction(0)]
    for n in range(10):
        values.append(values[-1] + (step if n % 2 else -step))
    values.append(values[-1] + Fraction(3267, 1000))
    found = chart(values)
    assert found.upper - found.mean == Fraction(266, 100) * step


def test_a_series_of_few_steps_keeps_them():
    """Medians in whole days often stand still: one step must not be all there is."""
    found = chart([4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 4, 4])
    assert found.upper - found.mean == Fraction(266, 100) * Fraction(2, 11)
    assert [s.points for s in found.signals if s.rule == Rule.OUTSIDE] == [(4,)]


def test_a_series_that_never_moves_is_no_signal():
    found = chart([4] * 12)
    assert (found.lower, found.upper) == (4, 4)
    assert found.signals == ()


def test_fewer_than_twelve_points_are_a_trial_that_asks_no_rule():
    assert chart(STEADY[:11]) is None
    trial = trial_chart([1, 2, 1, 2, 1, 9, 8, 9, 8, 9, 8])
    assert trial.upper > trial.mean
    assert trial.signals == ()
    assert trial_chart(STEADY[:5]) is None


# -- the four rules ---------------------------------------------------------------


def test_one_point_outside_the_limits_is_a_signal():
    found = chart([*STEADY, 4.9])
    signal = found.latest(13)
    assert (signal.rule, signal.up, signal.points) == (Rule.OUTSIDE, True, (12,))


def test_a_point_on_a_limit_is_inside():
    found = chart(STEADY)
    again = [found.upper if v == max(STEADY) else v for v in STEADY]
    assert not [v for v in again if v > found.upper]


def test_seven_on_one_side_are_a_shift_and_a_point_on_the_line_breaks_it():
    low, high = [3.0, 3.2] * 4, [3.8, 4.0] * 4
    assert Rule.SHIFT in rules(low[:7] + high[:7])
    broken = [3, 3, 3, 3.5, 3, 3, 3, 4, 4, 4, 3.5, 4, 4, 4]
    assert Rule.SHIFT not in rules(broken)


def test_a_point_on_a_mean_that_floating_point_misses_breaks_a_run():
    """The mean of these is exactly 0.7, which no sum of doubles says."""
    values = [0.8, 0.8, 0.8, 0.7, 0.8, 0.8, 0.8, 0.6, 0.6, 0.6, 0.7, 0.6, 0.6, 0.6]
    found = chart(values)
    assert found.mean == Fraction(7, 10)
    assert Rule.SHIFT not in {s.rule for s in found.signals}


def test_all_points_of_a_longer_run_are_flagged():
    values = [1, 2] * 4 + [5, 6] * 4
    shifts = [s for s in chart(values).signals if s.rule == Rule.SHIFT]
    assert [s.points for s in shifts] == [tuple(range(8)), tuple(range(8, 16))]


def test_seven_rising_points_are_a_trend():
    rising = [3.5, 3.2, *STEADY[:5], 3.0, 3.1, 3.2, 3.3, 3.4, 3.5, 3.6]
    assert chart(rising).latest(14).rule == Rule.TREND
    assert Rule.TREND not in rules([3.5, 3.2, *STEADY[:7], 3.0, 3.1, 3.2, 3.3, 3.4])


def test_a_pause_breaks_a_trend():
    assert Rule.TREND not in rules([5, 9, 4, 8, 5, 1, 2, 3, 3, 4, 5, 6, 7])


def test_two_of_three_near_a_limit_are_a_signal():
    values = [3.5, 3.4, 3.6, 3.5, 3.4, 3.6, 3.5, 3.4, 3.6, 3.5, 3.9, 3.65, 3.9]
    signal = chart(values).latest(13)
    assert (signal.rule, signal.up) == (Rule.NEAR_LIMIT, True)


# -- phases -----------------------------------------------------------------------


def test_each_phase_has_limits_of_its_own_and_its_points_keep_their_place():
    values = [10, 12] * 6 + [20, 22] * 6 + [23, 24]
    first, second, third = phases(values, [12, 24])
    assert (first.chart.mean, second.chart.mean, third.chart) == (11, 21, None)
    assert not list(first.flagged)
    whole = phases(values)[0]
    assert {place for place, _up in whole.flagged} >= set(range(24))
    outside = [*values[:24], 99]
    assert (24, True) in list(phases(outside, [12])[1].flagged)


@pytest.mark.parametrize("at", [0, -1, 26, 99])
def test_a_break_that_begins_nothing_is_none(at):
    assert len(phases([1, 2] * 13, [at])) == 1


# -- whatever the series ----------------------------------------------------------


def naive(values):
    """The four rules by looking at every stretch, written another way."""
    found = chart(values)
    mean, lower, upper = found.mean, found.lower, found.upper
    third = (upper - mean) * 2 / 3
    flagged = set()
    for i, v in enumerate(values):
        if v > upper or v < lower:
            flagged.add((Rule.OUTSIDE, i))
    for i in range(len(values) - 6):
        seven = values[i : i + 7]
        if all(v > mean for v in seven) or all(v < mean for v in seven):
            flagged |= {(Rule.SHIFT, i + n) for n in range(7)}
        steps = [b - a for a, b in pairwise(seven)]
        if all(s > 0 for s in steps) or all(s < 0 for s in steps):
            flagged |= {(Rule.TREND, i + n) for n in range(7)}
    for i in range(len(values) - 2):
        three = values[i : i + 3]
        for away in ([v - mean for v in three], [mean - v for v in three]):
            if min(away) > 0 and sorted(away)[1] > third:
                flagged |= {(Rule.NEAR_LIMIT, i + n) for n in range(3)}
    return flagged


@pytest.mark.parametrize("seed", range(60))
def test_the_rules_flag_what_looking_at_every_stretch_flags(seed):
    rng = random.Random(seed)
    steps = rng.choice([3, 8, 40])
    values = [Fraction(rng.randrange(steps), 4) for _ in range(rng.randrange(12, 30))]
    if seed % 3 == 0:
        values.sort(reverse=seed % 2 == 0)
    found = {(s.rule, i) for s in chart(values).signals for i in s.points}
    assert found == naive(values)


@pytest.mark.parametrize("seed", range(20))
def test_turning_a_series_over_turns_every_signal_over(seed):
    rng = random.Random(seed)
    values = [Fraction(rng.randrange(20)) for _ in range(18)]
    up = {(s.rule, s.up, s.points) for s in chart(values).signals}
    down = {(s.rule, not s.up, s.points) for s in chart([-v for v in values]).signals}
    assert up == down
