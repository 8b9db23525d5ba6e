"""What is said of a series: phases, targets, versions, and the sentence above it."""

import re
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.utils import translation

from feedback.analytics.spc import phases
from feedback.leaders import control, findings
from feedback.leaders.figures import DASH
from feedback.leaders.findings import Assurance, Variation
from feedback.leaders.indicators import Indicator, Unit
from feedback.leaders.points import Point, median_points, share_points
from feedback.leaders.reading import Reading
from feedback.note.pinned import Pinned
from tests.feedback.months import month

DAYS = Indicator("first-contact", "Vent", Unit.DAYS, False, "", "")
MEAN = Indicator("coherent", "Samlet", Unit.MEAN, True, "", "")
SHARE = Indicator("response-rate", "Svarprocent", Unit.SHARE, True, "", "")
USUAL = [10, 12] * 6


def series(values, *, version=""):
    return [
        Point(month(i), month(i), Fraction(value), n=20, series=version)
        for i, value in enumerate(values)
    ]


def read(values, indicator=DAYS, **more):
    return Reading(indicator, series(values), **more)


def note(at, *, rebased=False, what="Ny arbejdsgang"):
    written = datetime(2026, 1, 1, tzinfo=UTC)
    return Pinned(1, "first-contact", month(at), what, "Lars", written, rebased)


# -- the sentence -----------------------------------------------------------------


def test_noise_is_called_noise():
    found = read(USUAL).finding
    assert found.variation == Variation.COMMON
    assert not found.letter


@pytest.mark.parametrize(
    ("indicator", "last", "variation", "letter"),
    [
        (DAYS, 40, Variation.WORSE, "H"),
        (DAYS, 0, Variation.BETTER, "L"),
        (MEAN, 40, Variation.BETTER, "H"),
        (MEAN, 0, Variation.WORSE, "L"),
    ],
)
def test_a_signal_knows_which_way_is_better(indicator, last, variation, letter):
    found = read([*USUAL, last], indicator).finding
    assert (found.variation, found.letter) == (variation, letter)


@pytest.mark.parametrize("length", range(12))
def test_below_twelve_months_no_word_says_that_anything_changes(length):
    values = [1, 2, 1, 2, 1, 30, 40, 50, 60, 70, 80][:length]
    found = read(values).finding
    assert found.variation == Variation.FEW
    with translation.override("en"):
        said = read(values).finding.sentence
    assert not any(w in said for w in ("above", "below", "risen", "fallen", "usual"))


def test_no_trend_word_is_said_unless_a_rule_fires():
    with translation.override("en"):
        said = {str(s) for s in map(findings.sentence, every_signal())}
        assert read(USUAL).finding.sentence not in said
        assert read([*USUAL, 40]).finding.sentence in said


def every_signal():
    from feedback.analytics.spc import Rule, Signal

    return [Signal(rule, up, (0,)) for rule in Rule for up in (True, False)]


def test_the_headline_names_what_changed_and_nothing_else():
    with translation.override("en"):
        calm, worse = read(USUAL).finding, read([*USUAL, 40]).finding
        better = read([*USUAL, 40], MEAN).finding
        few = read([1]).finding
        assert findings.headline([("A", calm), ("B", few)]) == (
            "Nothing has changed beyond what is usual."
        )
        assert findings.headline([("A", few)]).startswith("It is too early")
        said = findings.headline(
            [("A", worse), ("B", calm), ("C", better), ("D", worse)]
        )
        assert said == "Worse than usual: A and D. Better than usual: C."


@pytest.mark.parametrize(
    ("indicator", "values"),
    [
        (DAYS, [Fraction(100 + i * i % 37, 9) for i in range(12)]),
        (DAYS, [0, 9] * 6),
        (MEAN, [Fraction(300 + i * i % 37, 97) for i in range(12)]),
        (SHARE, [Fraction(50 + i * i % 7, 100 + i) for i in range(12)]),
        (SHARE, [Fraction(1, 9), Fraction(8, 9)] * 6),
    ],
)
def test_the_table_of_phases_writes_its_limits_as_the_chart_does(indicator, values):
    """Inside the limit, so that what is beyond it is beyond what is written."""
    found = read([*values, *values], indicator, notes=[note(12, rebased=True)])
    table = control.phases_table(found)
    assert len(table.rows) == 2
    drawn = str(control.control_figure(found).drawing.wide)
    for name, written in zip(
        ("Gns.", "Nedre", "Øvre"), table.rows[-1][2:], strict=True
    ):
        number = written.removesuffix(" dage").removesuffix(" dag")
        at_line = re.search(rf">{name} ([^<]*)<", drawn)
        assert number == (at_line[1] if at_line else DASH), (name, written)


# -- the target -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "target", "assurance"),
    [
        (DAYS, 30, Assurance.ALWAYS),
        (DAYS, 5, Assurance.NEVER),
        (DAYS, 11, Assurance.SOMETIMES),
        (MEAN, 5, Assurance.ALWAYS),
        (MEAN, 30, Assurance.NEVER),
        (MEAN, 11, Assurance.SOMETIMES),
    ],
)
def test_a_target_is_reached_always_never_or_by_chance(indicator, target, assurance):
    assert read(USUAL, indicator, target=Fraction(target)).assurance == assurance


def test_the_limit_itself_reaches_the_target():
    upper = phases([Fraction(v) for v in USUAL])[0].chart.upper
    assert read(USUAL, target=upper).assurance == Assurance.ALWAYS


def test_without_a_target_or_enough_months_nothing_is_assured():
    assert read(USUAL).assurance is None
    assert read(USUAL[:11], target=Fraction(30)).assurance is None


def test_a_target_moves_no_limit():
    without, with_one = read(USUAL), read(USUAL, target=Fraction(1))
    assert without.phases == with_one.phases


# -- notes and versions -----------------------------------------------------------


def test_a_note_is_a_mark_and_a_rebased_one_a_new_phase():
    values = USUAL + [20, 22] * 6
    assert read(values).finding.variation == Variation.WORSE
    marked = read(values, notes=[note(12)])
    assert [(m.number, m.point) for m in marked.markers] == [(1, 12)]
    assert marked.phases == read(values).phases
    anew = read(values, notes=[note(12, rebased=True)])
    assert [(p.start, p.stop) for p in anew.phases] == [(0, 12), (12, 24)]
    assert anew.finding.variation == Variation.COMMON
    # what was published is what it was
    assert anew.points == marked.points


def test_a_note_from_before_the_chart_is_not_on_it():
    assert read(USUAL, notes=[note(-1)]).markers == []
    assert read(USUAL, notes=[note(40)]).markers == []


def test_a_note_in_a_month_counted_with_the_next_stands_there():
    points = series(USUAL)
    points[3] = Point(month(2), month(3), Fraction(9), n=6)
    del points[2]
    reading = Reading(DAYS, points, [note(2)])
    assert reading.markers[0].point == 2


def test_another_wording_breaks_the_series():
    points = series([3, 4] * 6, version="handover-pulse-1")
    later = series([4, 5] * 12, version="handover-pulse-2")[12:]
    reading = Reading(MEAN, points + later)
    assert [(p.start, p.stop) for p in reading.phases] == [(0, 12), (12, 24)]
    drawn = str(control.control_figure(reading).drawing.wide)
    assert drawn.count("<polyline") == 2
    assert "Nye ord" in drawn


def test_the_chart_draws_limits_target_notes_and_signals():
    values = [*USUAL, 40]
    reading = read(values, notes=[note(3, what="<b>Ny</b>")], target=Fraction(15))
    figure = control.control_figure(reading)
    drawn = str(figure.drawing.wide)
    for css in ("c-limit", "c-centre", "c-target", "c-note", "c-worse"):
        assert drawn.count(f'class="{css}"') >= 1, css
    assert "&lt;b&gt;Ny" in drawn
    assert "style=" not in drawn
    assert len(figure.table.rows) == 13
    # the whole finding is a sentence of the rules
    assert figure.finding == reading.finding.sentence


def test_trial_limits_are_drawn_as_such():
    figure = control.control_figure(read(USUAL[:8]))
    assert 'class="c-trial"' in str(figure.drawing.wide)
    assert "foreløbige" in figure.note


@pytest.mark.parametrize("value", [1, 3, 5])
@pytest.mark.parametrize("length", [1, 2, 12])
def test_a_series_that_stands_still_is_drawn(value, length):
    figure = control.control_figure(read([value] * length, MEAN))
    assert "c-dot" in str(figure.drawing.slim)


def test_an_impossible_limit_is_not_drawn():
    drawn = str(control.control_figure(read([0, 1] * 8)).drawing.wide)
    assert "Nedre" not in drawn
    assert "Øvre" in drawn


# -- points -----------------------------------------------------------------------


def test_months_of_few_are_counted_together():
    months = {
        month(0): {"contact": [3, 4]},
        month(1): {"contact": [5, 6, 7]},
        month(2): {"contact": [1] * 6},
        month(3): {"contact": [9]},
    }
    first, second = median_points(months, "contact")
    assert (first.since, first.until, first.value, first.n) == (
        month(0),
        month(1),
        5,
        5,
    )
    assert (second.value, second.ends) == (1, (1, 1))


def test_shares_have_their_denominator():
    months = {month(0): {"accepted": 7, "declined": 2, "lapsed": 1, "withdrawn": 5}}
    (point,) = share_points(
        months, ("declined", "lapsed"), ("accepted", "declined", "lapsed")
    )
    assert (point.value, point.n) == (Fraction(3, 10), 10)
    low, high = point.ends
    assert low < Fraction(3, 10) < high


def test_months_are_named_from_their_first():
    assert month(0) == date(2024, 1, 1)


def test_a_month_that_stood_out_before_is_not_forgotten_in_the_words():
    """The chart marks it; a sentence that all is as usual would contradict it."""
    with translation.override("en"):
        assert "vary as they usually do" in read([10, 12] * 12).finding.sentence
        jumped = read([*[10, 12] * 5, 40, -18, *[10, 12] * 7])
        assert jumped.finding.variation == Variation.COMMON
        assert "stood out are marked" in jumped.finding.sentence
