"""The questions of a quarter, beside what others measured and what is aimed for."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from feedback.analytics.charts import Table
from feedback.analytics.charts.figure import decimal
from feedback.analytics.statistics import Histogram, gap
from feedback.answer.tables import Row
from feedback.benchmark.models import Benchmark
from feedback.instrument.catalogue import Instrument
from feedback.leaders.figures import DASH, described
from feedback.leaders.names import TOO_FEW_YET
from feedback.result.tables import figure_columns


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


def gap_to(ours: Histogram | None, theirs: Fraction | None) -> list[object]:
    """Return others' mean and how far ours lies from it."""
    if theirs is None:
        return [DASH, DASH]
    if ours is None or ours.mean is None:
        return [decimal(theirs, 2), DASH]
    difference = gap(ours.mean, theirs)
    sign = "+" if difference > 0 else "\N{MINUS SIGN}" if difference < 0 else ""
    return [decimal(theirs, 2), f"{sign}{decimal(abs(difference), 2)}"]
