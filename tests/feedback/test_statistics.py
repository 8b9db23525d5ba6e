"""The analytics give exactly what municipalities have published, from raw counts."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from feedback.analytics.charts.figure import percent, percent_ends
from feedback.analytics.statistics import (
    Histogram,
    Share,
    gap,
    half_up,
    median,
    median_interval,
    percentile,
)
from feedback.result.words import interval

# Six themes of a national survey in spring 2024; the histograms are invented so that
# they give the published means.
THEMES = {
    "overall": ((148, 40, 240, 273, 169), (50, 109, 233, 372, 236), "3.32 3.64 -0.32"),
    "meeting": ((41, 42, 388, 316, 83), (89, 28, 236, 397, 250), "3.41 3.69 -0.28"),
    "goals": ((66, 219, 205, 348, 32), (78, 251, 103, 323, 245), "3.07 3.41 -0.34"),
    "across": ((151, 247, 216, 208, 48), (120, 250, 340, 67, 223), "2.72 3.02 -0.30"),
    "talk": ((17, 200, 240, 133, 280), (45, 54, 235, 437, 229), "3.53 3.75 -0.22"),
    "progress": (
        (197, 251, 183, 135, 104),
        (138, 192, 332, 236, 102),
        "2.65 2.97 -0.32",
    ),
}


@pytest.mark.parametrize("theme", THEMES)
def test_theme_means_and_gaps_are_the_published_ones(theme):
    ours, theirs, published = THEMES[theme]
    one, many = Histogram(ours), Histogram(theirs)

    found = half_up(one.mean), half_up(many.mean), gap(one.mean, many.mean)

    assert found == tuple(Decimal(figure) for figure in published.split())
    assert (one.valid, many.valid) == (870, 1000)


def test_two_local_themes_and_one_national_lie_below_the_true_midpoint():
    below = [t for t, (ours, _, _) in THEMES.items() if Histogram(ours).mean < 3]
    national = [t for t, (_, all_, _) in THEMES.items() if Histogram(all_).mean < 3]

    assert half_up(Histogram((1, 0, 0, 0, 0)).midpoint) == Decimal("3.00")
    assert (below, national) == (["across", "progress"], ["progress"])


def test_top_two_shares_of_the_overall_theme():
    ours, theirs, _ = THEMES["overall"]
    assert Histogram(ours).top2.percent() == Decimal("50.8")
    assert Histogram(theirs).top2.percent() == Decimal("60.8")
    assert Share(566, 870).percent(0) == Decimal(65)


def test_the_denominator_decides_the_headline():
    degree = Histogram((100, 107, 220, 260, 200), unknown=31, blank=20)

    assert degree.completed == 938
    assert degree.valid == 887
    shares = degree.top2_of_completed, Share(220, 938), Share(207, 938), Share(51, 938)
    assert [str(s.percent(1)) for s in shares] == ["49.0", "23.5", "22.1", "5.4"]
    valid = degree.top2, Share(220, 887), degree.bottom2
    assert [str(s.percent(1)) for s in valid] == ["51.9", "24.8", "23.3"]
    assert degree.top2_of_completed.interval() == (Decimal("45.9"), Decimal("52.2"))


def test_an_already_rounded_figure_is_never_rounded_again():
    assert Share(938, 4979).percent(1) == Decimal("18.8")
    assert Share(938, 4979).percent(0) == Decimal(19)
    assert Share(220, 938).percent(0) == Decimal(23)


@pytest.mark.parametrize(
    ("count", "of", "percent", "low", "high"),
    [
        (353, 401, "88", "84.5", "90.9"),
        (377, 401, "94", "91.2", "95.9"),
        (357, 401, "89", "85.6", "91.7"),
        (143, 186, "77", "70.3", "82.4"),
        (160, 186, "86", "80.3", "90.3"),
    ],
)
def test_published_shares_and_their_wilson_intervals(count, of, percent, low, high):
    share = Share(count, of)
    assert share.percent(0) == Decimal(percent)
    assert share.interval() == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("count", "of", "percent"),
    [(108, 120, "90"), (82, 100, "82"), (25, 33, "76"), (8, 33, "24")],
)
def test_published_shares_of_small_groups(count, of, percent):
    assert Share(count, of).percent(0) == Decimal(percent)


def test_small_groups_get_no_decimals():
    assert str(Share(25, 33).percent()) == "76"
    assert str(Share(353, 401).percent()) == "88.0"


def test_half_up_is_exact_where_binary_floats_are_not():
    assert half_up(Fraction(3635, 1000)) == Decimal("3.64")
    assert half_up(Fraction(-315, 1000)) == Decimal("-0.32")
    assert half_up(Fraction(-1, 1000)) == 0
    assert half_up(3) == Decimal("3.00")


def test_nothing_has_no_mean_share_or_interval():
    nobody = Histogram(unknown=3)
    assert nobody.mean is None
    assert nobody.mean_interval() is None
    assert nobody.top2.percent() is None
    assert nobody.top2.interval() is None
    assert Histogram((0, 0, 1, 0, 0)).mean_interval() is None


def test_the_interval_of_a_mean_is_wider_for_fewer_and_stays_on_the_scale():
    few, many = Histogram((0, 1, 1, 1, 2)), Histogram((0, 20, 20, 20, 40))
    low, high = few.mean_interval()
    assert (low, high) == (pytest.approx(2.18, abs=0.01), 5.0)
    assert many.mean_interval()[0] > low
    assert Histogram((0, 0, 0, 0, 9)).mean_interval() == (5.0, 5.0)


def test_shares_at_the_ends_keep_their_interval_inside():
    assert Share(0, 10).interval()[0] == 0
    assert Share(10, 10).interval()[1] == 100


def test_pooled_groups_add_up():
    pooled = Histogram((1, 0, 0, 0, 2), 1, 0) + Histogram((0, 1, 0, 0, 3), 0, 2)
    assert pooled == Histogram((1, 1, 0, 0, 5), 1, 2)


def test_median_and_percentile_are_days_somebody_waited():
    assert median([5, 1, 3]) == 3
    assert median([1, 2, 3, 10]) == Fraction(5, 2)
    assert percentile(range(1, 11), 90) == 9
    assert percentile([4], 90) == 4
    assert (median([]), percentile([], 90)) == (None, None)


@pytest.mark.parametrize(
    ("n", "ranks"),
    [(6, (1, 6)), (9, (2, 8)), (10, (2, 9)), (20, (6, 15)), (25, (8, 18))],
)
def test_the_interval_of_a_median_lies_between_the_tabled_ranks(n, ranks):
    """The ranks are those of the sign test's tables at 5 % on both sides."""
    assert median_interval(range(1, n + 1)) == ranks


def test_below_six_values_a_median_has_no_interval():
    assert median_interval([1, 2, 3, 4, 5]) is None
    assert median_interval([]) is None


def test_the_interval_of_a_median_misses_it_at_most_one_time_in_twenty():
    rng = random.Random(4)
    missed = 0
    for _ in range(2000):
        low, high = median_interval([rng.randrange(1001) for _ in range(15)])
        missed += not low <= 500 <= high
    assert missed / 2000 <= 0.05


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (Share(16, 37), "43 % (29–59 %)"),
        (Share(460, 938), "49,0 % (45,9–52,2 %)"),
        (Share(0, 0), "– (–)"),
    ],
)
def test_a_share_and_its_interval_have_the_same_decimals(share, written):
    with translation.override("da"):
        shown = f"{percent(share.percent())} ({percent_ends(share.ends())})"
        told = {"count": share.count, "of": share.of}
        assert interval(told) == percent_ends(share.ends())
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == written
