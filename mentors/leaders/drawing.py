"""A figure of the page from its columns, and numbers as it writes them."""

from collections.abc import Sequence
from fractions import Fraction

from coordination.charts import Drawing, Figure, Table
from coordination.charts.months import Column, draw_months
from coordination.formats import NOTHING, percent, whole


def figure(
    finding: str,
    shows: str,
    columns: Sequence[Column],
    table: Table,
    note: str,
    *,
    ceiling: int | None = None,
    unit: str = "",
) -> Figure:
    """Return a figure; without a single value there is nothing to draw."""
    drawing = None
    if any(value is not None for column in columns for value in column.values):
        drawing = Drawing.of(
            lambda w: draw_months(
                w, columns, title=finding, description=shows, ceiling=ceiling, unit=unit
            )
        )
    return Figure(finding, shows, drawing, table, note)


def share(count: float, of: float) -> str:
    """Write a share, or a dash of nothing."""
    return percent(Fraction(int(count), int(of))) if of else NOTHING


def written(count: int | None) -> str:
    """Write a number, or a dash where it is not shown."""
    return NOTHING if count is None else whole(count)
