"""No figure rests on too few, and none comes back by adding and subtracting."""

from collections import Counter

import pytest

from feedback.analytics.network import Arc, Weighed, light_group
from feedback.analytics.statistics import Histogram
from feedback.analytics.suppression import (
    Group,
    Limits,
    hide,
    publishable,
)

LIMITS = Limits()


def many(answers, invited=None):
    return Group(invited or 3 * answers + 10, answers)


@pytest.mark.parametrize(
    ("invited", "answers", "shown"),
    [(10, 5, True), (9, 9, False), (40, 4, False), (None, 10, True), (None, 9, False)],
)
def test_a_group_is_shown_from_ten_invited_and_five_answers(invited, answers, shown):
    assert publishable(Group(invited, answers), LIMITS) is shown


def test_limits_may_be_raised_but_never_fall_below_five():
    assert not publishable(Group(30, 7), Limits(answers=8))
    with pytest.raises(ValueError, match="five"):
        Limits(answers=4)


@pytest.mark.parametrize(
    ("counts", "one_sided"),
    [
        ((0, 0, 0, 2, 5), True),
        ((3, 2, 2, 0, 0), True),
        ((1, 0, 0, 2, 5), False),
        ((0, 0, 0, 2, 8), False),
    ],
)
def test_a_small_group_that_all_say_the_same_is_hidden(counts, one_sided):
    group = Group.of(20, Histogram(counts))
    assert group.one_sided is one_sided
    assert publishable(group, LIMITS) is not one_sided


def test_a_single_small_row_takes_the_next_smallest_with_it():
    table = {"a": many(12), "b": many(9), "c": many(3)}
    assert hide(table, LIMITS) == {"b", "c"}


def test_two_small_rows_take_another_so_that_their_sum_says_nothing():
    table = {"a": many(30), "b": many(20), "c": many(2), "d": many(2)}
    assert hide(table, LIMITS) == {"b", "c", "d"}


def test_small_rows_that_are_many_together_need_no_other():
    table = {"a": many(30), "b": many(4), "c": many(4), "d": many(4)}
    assert hide(table, LIMITS) == {"b", "c", "d"}


def test_nothing_is_hidden_where_all_are_many():
    assert hide({"a": many(30), "b": many(5)}, LIMITS) == set()
    assert hide({}, LIMITS) == set()


def test_a_hidden_sum_that_all_say_the_same_takes_another_with_it():
    table = {
        "a": Group(90, 30, 20),
        "b": Group(20, 6, 3),
        "c": Group(20, 2, 2),
        "d": Group(20, 7, 7),
    }
    assert hide(table, LIMITS) == {"b", "c", "d"}
    table["c"] = Group(20, 0, 0)
    assert hide(table, LIMITS) >= {"c", "d"}


def sides_of(paths):
    invited, answers = Counter(), Counter()
    for (giver, receiver), group in paths.items():
        for side in (("giver", giver), ("receiver", receiver)):
            invited[side] += group.asked
            answers[side] += group.answers
    return {side: Group(invited[side], answers[side]) for side in invited}


def test_the_lightest_computable_group_is_found_through_other_sums():
    arcs = [
        Weighed(Arc("t", "a"), 3),
        Weighed(Arc("t", "b"), 9),
        Weighed(Arc("a", "x"), 3),
        Weighed(Arc("b", "x"), 9),
    ]
    assert light_group(arcs, Arc("t", "a"), 12) is None
    assert light_group(arcs, Arc("t", "a"), 13) is not None
    apart = light_group(arcs[:2], Arc("t", "a"), 4)
    assert apart == {"t", "b"}, "nothing else holds the first arc's own count"
