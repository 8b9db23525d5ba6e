"""The leaders' page of the answers: a closed quarter by one dimension at a time."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest
from coordination.models import Department, Municipality
from feedback.analytics.charts.figure import percent, percent_ends
from feedback.answer import tables
from feedback.answer.closed import Closed, closed
from feedback.answer.models import Count
from feedback.answer.tables import Row
from feedback.invitation.models import month_of
from feedback.leaders import figures
from feedback.leaders.compared import (
    beside,
    groups_table,
    is_divided,
    items_table,
)
from feedback.leaders.names import DIMENSIONS, group_name
from feedback.leaders.periods import appears_on, period_name
from feedback.leaders.selection import BY, Selection
from feedback.leaders.tabs import tabs_of
from feedback.leaders.views import admit
from feedback.leaders.wording import wording_of
from feedback.result.words import place_of
from feedback.target.models import Target

# Tables whose groups have an order of their own; the others are in that of their names.
ORDERED = ("warm", "mentor", "course_band", "departments")


@require_safe
def answers(request: SignedInRequest) -> HttpResponse:
    """Show a closed quarter to a leader; everyone sees the same tables."""
    quarters = closed(Count.Table.QUARTER)
    chosen = Selection.of(request.GET, quarters=quarters)
    quarter = chosen.quarter
    admit(request.user, by=chosen.by, quarter=quarter and quarter.key)
    this_month = month_of(timezone.now())
    context: dict[str, Any] = {
        "tabs": tabs_of(request.user, here="leaders-answers"),
        "chosen": chosen,
        "item": chosen.item,
        "dimensions": [(code, DIMENSIONS[code]) for code in BY],
        "items": chosen.instrument.items,
        "quarters": [(each.key, period_name(each)) for each in quarters],
        "limits": Municipality.current(),
        "appears_on": appears_on(this_month),
        "this_month": this_month,
    }
    if quarter and (total := tables.total(tables.months_of(quarter))):
        context |= of_quarter(quarter, chosen, total)
    return render(request, "feedback/leaders/answers.html", context)


def of_quarter(quarter: Closed, chosen: Selection, total: Row) -> dict[str, Any]:
    """Return what the page shows of one closed quarter, as it was asked then."""
    instrument = chosen.instrument
    rows = tables.quarter(until=quarter.until, dimension=chosen.by)
    groups = named(quarter.own(rows), chosen.by)
    period = period_name(quarter)
    benchmark = beside(instrument.code)
    return {
        "wording": wording_of(quarter),
        "period": period,
        "total": total,
        "asking": figures.asking(total),
        "response_rate": percent(total.rate.percent()),
        "response_interval": percent_ends(total.rate.ends()),
        "spread": figures.spread_of_answers(total, instrument, period=period),
        "benchmark": benchmark,
        "compared": is_divided(benchmark, chosen.by),
        "items_table": items_table(
            total,
            instrument,
            benchmark=benchmark,
            targets=targets() if quarter.is_todays else {},
        ),
        "by_group": figures.top_two_by_group(
            groups, chosen.item, by=chosen.divided_by, period=period
        ),
        "groups_table": groups_table(
            groups, chosen.item, dimension=chosen.by, benchmark=benchmark
        ),
        "heat": figures.heat(groups, instrument),
    }


def targets() -> dict[str, Decimal]:
    """Return what is aimed for by question; it is aimed for as it is asked today."""
    return dict(Target.objects.values_list("indicator", "value"))


def named(rows: list[Row], dimension: str) -> list[tuple[str, Row]]:
    """Return the groups by name: no ranking."""
    names = dict(Department.objects.values_list("pk", "name"))
    found = [(group_name(dimension, row.value, names), row) for row in rows]
    return sorted(found, key=lambda pair: standing(dimension, *pair))


def standing(dimension: str, name: str, row: Row) -> tuple[int, str]:
    """Return where a group stands: bands by length, all else by name."""
    return (place_of(dimension, row.value)[0] if dimension in ORDERED else 0), name
