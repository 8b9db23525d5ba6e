"""The control chart of one indicator, and its phases side by side."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from django.utils.translation import gettext as _

from feedback.analytics.charts import (
    Control,
    Drawing,
    Figure,
    Sign,
    Spot,
    Stretch,
    Table,
    draw_control,
)
from feedback.analytics.charts.figure import decimal, rate
from feedback.analytics.spc import ENOUGH, TRIAL, Phase
from feedback.leaders.figures import sent
from feedback.leaders.findings import assured
from feedback.leaders.indicators import HUNDRED, Unit
from feedback.leaders.periods import month_name
from feedback.leaders.points import Point
from feedback.leaders.reading import Reading

DASH = "\N{EN DASH}"


def control_figure(reading: Reading) -> Figure:
    """Draw the series with mean and limits; the finding stands above it."""
    finding = reading.finding.sentence
    shows = reading.indicator.about
    drawing = None
    if reading.points:
        chart = control_of(reading)
        drawing = Drawing.of(
            lambda width: draw_control(width, chart, title=finding, description=shows)
        )
    return Figure(finding, shows, drawing, table_of(reading), note_of(reading))


def control_of(reading: Reading) -> Control:
    """Return what the chart draws."""
    unit = reading.indicator.unit
    least, most = unit.ends
    return Control(
        spots=[
            Spot(
                month_name(point),
                scaled(unit, point.value),
                words_of(reading, i),
                flag=reading.flag(i),
                high=reading.flagged.get(i, False),
            )
            for i, point in enumerate(reading.points)
        ],
        stretches=[stretch_of(unit, phase) for phase in reading.phases],
        signs=signs_of(reading),
        target=None if reading.target is None else scaled(unit, reading.target),
        ends=(least, most and (HUNDRED if unit == Unit.SHARE else most)),
        write=lambda value, inwards=0: write_axis(unit, value, inwards),
    )


def scaled(unit: Unit, value: Fraction) -> float:
    """Return a value as the axis counts: shares in per cent."""
    return float(value) * (HUNDRED if unit == Unit.SHARE else 1)


def write_axis(unit: Unit, value: float, inwards: int = 0) -> str:
    """Write a value beside the axis.

    A limit is written as a number inside it, so that a point which is beyond the
    limit is beyond what is written as well.
    """
    most = {Unit.SHARE: 0, Unit.MEAN: 2}.get(unit, 1)
    steps: dict[int, Callable[[float], int]] = {-1: floor, 0: round, 1: ceil}
    # the tenth place takes away what a float adds to a limit that is a round number
    shown = steps[inwards](round(value * 10**most, 10)) / 10**most
    if unit == Unit.SHARE:
        return f"{decimal(shown, 0)} %"
    digits = next((n for n in range(most) if round(shown, n) == shown), most)
    return decimal(shown, digits)


def write_line(unit: Unit, value: Fraction, inwards: int) -> str:
    """Write a mean or a limit in the table as the chart writes it at its line.

    The chart has no line where no value can be.
    """
    least, most = unit.ends
    if value < least or (most is not None and value > most):
        return DASH
    return unit.name_days(write_axis(unit, scaled(unit, value), inwards))


def stretch_of(unit: Unit, phase: Phase) -> Stretch:
    """Return a phase as the chart draws it."""
    chart = phase.chart
    limits = None
    if chart:
        low, mean, high = chart.lower, chart.mean, chart.upper
        limits = scaled(unit, low), scaled(unit, mean), scaled(unit, high)
    return Stretch(phase.start, phase.stop, limits, trial=phase.is_trial)


def signs_of(reading: Reading) -> list[Sign]:
    """Return the notes, and where another wording was asked."""
    signs = [
        Sign(
            marker.point,
            str(marker.number),
            _("Note %(number)s: %(what)s")
            % {"number": marker.number, "what": marker.note.what},
        )
        for marker in reading.markers
    ]
    return signs + [
        Sign(
            point,
            _("New wording"),
            _("Another wording was asked from here on."),
            splits=True,
        )
        for point in reading.rewordings
    ]


def words_of(reading: Reading, place: int) -> str:
    """Say what a point says."""
    point, unit = reading.points[place], reading.indicator.unit
    said = _("%(month)s: %(value)s, %(n)s %(what)s") % {
        "month": month_name(point),
        "value": unit.write(point.value, n=point.n),
        "n": point.n,
        "what": reading.indicator.counted,
    }
    if point.rate:
        said += ", " + _("%(rate)s answered") % {"rate": rate(point.rate)}
    if place not in reading.flagged:
        return said
    unusual = _("unusually high") if reading.flagged[place] else _("unusually low")
    return f"{said} ({unusual})"


def table_of(reading: Reading) -> Table:
    """Return the numbers behind the chart."""
    unit, is_score = reading.indicator.unit, reading.indicator.is_item
    counts = ["n", _("Response rate")] if is_score else ["n"]
    if any(point.asked for point in reading.points):
        counts = [_("Invited"), _("Sent"), _("Answers")]
    return Table(
        [_("Month"), _("Value"), _("95 % interval"), *counts, _("Signal")],
        [
            [
                month_name(point),
                unit.write(point.value, n=point.n),
                ends_of(unit, point),
                *counts_of(point),
                signal_of(reading, i),
            ]
            for i, point in enumerate(reading.points)
        ],
    )


def counts_of(point: Point) -> list[object]:
    """Return on how many a point rests."""
    if point.asked:
        return [point.asked.invited, sent(point.asked), point.asked.answered]
    return [point.n, rate(point.rate)] if point.rate else [point.n]


def ends_of(unit: Unit, point: Point) -> str:
    """Write a point's interval."""
    if point.ends is None:
        return DASH
    low, high = (unit.write(end, n=point.n) for end in point.ends)
    return f"{low}{DASH}{high}"


def signal_of(reading: Reading, place: int) -> str:
    """Write whether a rule fired on a point."""
    if place not in reading.flagged:
        return ""
    return _("high") if reading.flagged[place] else _("low")


def note_of(reading: Reading) -> str:
    """Say what the reader must know about the months and the limits."""
    notes = []
    if any(p.since.replace(day=1) != p.until.replace(day=1) for p in reading.points):
        notes.append(_("A month with too few is counted together with the next one."))
    phase = reading.phase
    if phase and phase.chart and phase.is_trial:
        notes.append(
            _(
                "The limits are a trial: they rest on %(n)s months, and no change is"
                " named before there are %(enough)s."
            )
            % {"n": phase.length, "enough": ENOUGH}
        )
    elif phase and not phase.chart:
        notes.append(
            _("Limits are drawn when there are %(trial)s months.") % {"trial": TRIAL}
        )
    if reading.assurance:
        notes.append(assured(reading.assurance)[1])
    return " ".join(notes)


def phases_table(reading: Reading) -> Table | None:
    """Return the phases side by side, once there is more than one."""
    if len(reading.phases) < 2:  # noqa: PLR2004 - one phase has nothing beside it
        return None
    unit = reading.indicator.unit
    rows = []
    for phase in reading.phases:
        first, last = reading.points[phase.start], reading.points[phase.stop - 1]
        chart = phase.chart
        cells = (
            [
                write_line(unit, value, inwards)
                for value, inwards in (
                    (chart.mean, 0),
                    (chart.lower, 1),
                    (chart.upper, -1),
                )
            ]
            if chart
            else [DASH] * 3
        )
        rows.append(
            [f"{month_name(first)} {DASH} {month_name(last)}", phase.length, *cells]
        )
    return Table(
        [_("Phase"), _("Months"), _("Mean"), _("Lower limit"), _("Upper limit")], rows
    )
