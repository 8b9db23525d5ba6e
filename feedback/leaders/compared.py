"""The questions and the groups of a quarter, beside others' figures and our aims."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from feedback.analytics.charts import Table
from feedback.analytics.charts.figure import decimal, percent_ends, rate
from feedback.analytics.statistics import Histogram, gap
from feedback.answer.tables import Row
from feedback.benchmark.models import Benchmark
from feedback.instrument.catalogue import Instrument, Item
from feedback.leaders.figures import DASH, sent
from feedback.leaders.names import DIMENSIONS, HIDDEN, TOO_FEW_YET
from feedback.result.tables import figure_cells, figure_columns
from feedback.round.report import tell_steps


def beside(instrument: str) -> Benchmark | None:
    """Return the benchmark that was brought in last, if there is one in use."""
    return Benchmark.objects.for_instrument(instrument).first()


def items_table(
    total: Row,
    instrument: Instrument,
    *,
    benchmark: Benchmark | None,
    targets: Mapping[str, Decimal],
) -> Table:
    """Return mean, best and worst two steps of every item, with what they rest on.

    The gap to a benchmark is that of the exact means, rounded once.
    """
    aimed = [item.code for item in instrument.items if item.code in targets]
    rows = []
    for item in instrument.items:
        found = total.items.get(item.code)
        cells = [item.label, *described(found, instead=TOO_FEW_YET)]
        if aimed:
            target = targets.get(item.code)
            cells.append(DASH if target is None else decimal(target, 2))
        if benchmark:
            theirs = benchmark.means.of(item.code)
            cells += gap_to(found, theirs.mean if theirs else None)
        rows.append(cells)
    columns = [
        _("Question"),
        *figure_columns(),
        *([_("Target")] if aimed else []),
        *([benchmark.title, _("Difference")] if benchmark else []),
    ]
    return Table(columns, rows)


def described(found: Histogram | None, *, instead: str) -> list[object]:
    """Return an item's figures, or where there are none what stands instead."""
    if found is None or found.mean is None:
        return [instead, *[DASH] * (len(figure_columns()) - 1)]
    return figure_cells(tell_steps(found, None))


def groups_table(
    rows: Sequence[tuple[str, Row]],
    item: Item,
    *,
    dimension: str,
    benchmark: Benchmark | None = None,
) -> Table:
    """Return an item group by group, the response rate beside every score.

    Beside a group stands what others measured in the same group, not in all of theirs.
    """
    compared = benchmark if is_divided(benchmark, dimension) else None
    cells: list[list[object]] = []
    for name, row in rows:
        if row.response is None:
            dashes = 2 + len(figure_columns()) + 2 * bool(compared)
            cells.append([name, HIDDEN, *[DASH] * dashes])
            continue
        found = row.items.get(item.code)
        figures = described(found, instead=HIDDEN)
        if compared:
            theirs = compared.means.of(item.code, dimension, row.value)
            figures += gap_to(found, theirs.mean if theirs else None)
        cells.append([name, row.invited, sent(row), rate_with_ends(row), *figures])
    columns = [
        str(DIMENSIONS[dimension]),
        _("Invited"),
        _("Sent"),
        _("Response rate"),
        *figure_columns(),
        *([compared.title, _("Difference")] if compared else []),
    ]
    return Table(columns, cells)


def is_divided(benchmark: Benchmark | None, dimension: str) -> bool:
    """Say whether a benchmark tells of the groups of a table."""
    return benchmark is not None and benchmark.means.is_by(dimension)


def rate_with_ends(row: Row) -> str:
    """Write a group's response rate with its interval."""
    if not row.rate.of:
        return DASH
    return f"{rate(row.rate)} ({percent_ends(row.rate.interval(0))})"


def gap_to(ours: Histogram | None, theirs: Fraction | None) -> list[object]:
    """Return others' mean and how far ours lies from it."""
    if theirs is None:
        return [DASH, DASH]
    if ours is None or ours.mean is None:
        return [decimal(theirs, 2), DASH]
    difference = gap(ours.mean, theirs)
    sign = "+" if difference > 0 else "\N{MINUS SIGN}" if difference < 0 else ""
    return [decimal(theirs, 2), f"{sign}{decimal(abs(difference), 2)}"]
