"""The shades of a heat table: three is the neutral one."""

from feedback.analytics.statistics import Histogram
from feedback.leaders.figures import shade


def shade_of(*counts):
    return int(shade(Histogram(counts))["css"].removeprefix("h"))


def test_three_is_the_neutral_shade_in_the_middle():
    assert shade_of(0, 0, 4, 0, 0) == shade_of(2, 0, 0, 0, 2) == 4


def test_the_shades_lie_evenly_on_both_sides_of_three():
    # means of 1.00, 1.25, 1.50 … 5.00: each as far from the middle as its mirror
    found = []
    for quarters in range(17):
        step, more = divmod(quarters, 4)
        counts = [0] * 6
        counts[step], counts[step + 1] = 4 - more, more
        found.append(shade_of(*counts[:5]))
    assert [8 - number for number in reversed(found)] == found
    assert found == sorted(found)
    assert {found[0], found[-1]} == {1, 7}
