"""The leaders' page of the answers: a closed quarter by one dimension at a time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest
from coordination.models import Department, Municipality
from feedback.analytics.charts.figure import percent
from feedback.answer import tables
from feedback.answer.models import Count
from feedback.answer.tables import Row
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.models import month_of
from feedback.leaders import figures
from feedback.leaders.compared import beside, items_table
from feedback.leaders.names import DIMENSIONS, group_name
from feedback.leaders.periods import appears_on, quarter_name
from feedback.leaders.selection import BY, Selection
from feedback.leaders.tabs import tabs_of
from feedback.leaders.views import admit
from feedback.target.models import Target

# Tables whose groups have an order of their own; the others are in that of their names.
ORDERED = ("warm", "mentor", "course_band", "departments")


@require_safe
def answers(request: SignedInRequest) -> HttpResponse:
    """Show a closed quarter to a leader; everyone sees the same tables."""
    instrument = load(HANDOVER_PULSE)
    quarters = tables.closed(Count.Table.QUARTER, instrument.code)
    chosen = Selection.of(request.GET, quarters=quarters, instrument=instrument)
    quarter = chosen.quarter
    admit(request.user, by=chosen.by, quarter=quarter and str(quarter))
    this_month = month_of(timezone.now())
    context: dict[str, Any] = {
        "tabs": tabs_of(request.user, here="leaders-answers"),
        "chosen": chosen,
        "item": chosen.item,
        "dimensions": [(code, DIMENSIONS[code]) for code in BY],
        "items": instrument.items,
        "quarters": [(f"{until:%Y-%m}", quarter_name(until)) for until in quarters],
        "limits": Municipality.current(),
        "appears_on": appears_on(this_month),
        "this_month": this_month,
    }
    if quarter:
        own = tables.months_of_quarter(instrument.code, until=quarter)
        if total := tables.total(own):
            context |= of_quarter(chosen, total)
    return render(request, "feedback/leaders/answers.html", context)


def of_quarter(chosen: Selection, total: Row) -> dict[str, Any]:
    """Return what the page shows of one closed quarter."""
    instrument, quarter = load(HANDOVER_PULSE), chosen.quarter
    if quarter is None:
        return {}
    groups = named(
        tables.quarter(instrument.code, until=quarter, dimension=chosen.by), chosen.by
    )
    period = quarter_name(quarter)
    return {
        "period": period,
        "total": total,
        "response_rate": percent(total.rate.percent()),
        "response_interval": figures.interval(total.rate),
        "spread": figures.spread_of_answers(total, instrument, period=period),
        "items_table": items_table(
            total,
            instrument,
            benchmark=beside(instrument.code),
            targets=dict(Target.objects.values_list("indicator", "value")),
        ),
        "by_group": figures.top_two_by_group(
            groups, chosen.item, by=chosen.divided_by, period=period
        ),
        "groups_table": figures.groups_table(groups, chosen.item, by=chosen.by_name),
        "heat": figures.heat(groups, instrument),
    }


def named(rows: list[Row], dimension: str) -> list[tuple[str, Row]]:
    """Return the groups by name: no ranking."""
    names = dict(Department.objects.values_list("pk", "name"))
    found = [(group_name(dimension, row.value, names), row) for row in rows]
    if dimension not in ORDERED:
        found.sort(key=lambda pair: pair[0])
    return found
