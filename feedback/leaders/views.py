"""The leader's page: how coordination is experienced, and where the work waits."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from coordination.models import Department, Municipality, User
from coordination.models.organisation import Role
from coordination.record import record
from coordination.sheets import csv_response, xlsx_response
from feedback.analytics.statistics import Share
from feedback.answer import tables
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.models import Invitation, month_of
from feedback.leaders import figures, process
from feedback.leaders.export import COLUMNS, published
from feedback.leaders.periods import appears_on, in_quarter, quarter_name
from feedback.leaders.relay import relay
from feedback.leaders.selection import SIDES, Selection

READERS = (Role.LEADER, Role.AUDITOR)


def admit(user: User, **looked_at: Any) -> None:
    """Let leaders and auditors in, and put the look on record; refuse others."""
    if not user.has_role(*READERS):
        raise PermissionDenied
    record(
        "figures.read",
        subject_type="figures",
        by=user,
        purpose="management",
        facts=looked_at,
    )


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the closed tables to a leader; everyone sees the same ones."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the middleware has seen to it
    instrument = load(HANDOVER_PULSE)
    months, quarters = tables.months_and_quarters(instrument.code)
    chosen = Selection.of(request.GET, quarters=quarters, instrument=instrument)
    admit(user, by=chosen.side, quarter=chosen.quarter and str(chosen.quarter))
    this_month = month_of(timezone.now())
    context: dict[str, Any] = {
        "municipality": Municipality.current().name,
        "chosen": chosen,
        "item": chosen.item,
        "sides": [
            {
                "label": capfirst(name),
                "href": address(chosen, by=side),
                "current": side == chosen.side,
            }
            for side, name in SIDES.items()
        ],
        "items": instrument.items,
        "quarters": [(f"{until:%Y-%m}", quarter_name(until)) for until in quarters],
        "limits": Municipality.current(),
        "appears_on": appears_on(this_month),
        "this_month": this_month,
        "now": process.now(),
        "relay": relay(),
        "may_see_mentors": user.has_role(Role.LEADER),
    }
    if months:
        context["over_months"] = figures.mean_over_months(months, chosen.item)
    if chosen.quarter:
        own = [row for row in months if in_quarter(row.until, chosen.quarter)]
        context |= of_quarter(chosen, tables.total(own))
    return render(request, "feedback/leaders/overview.html", context)


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Give everything that is published as a file; every leader gets the same one."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the middleware has seen to it
    admit(user, export=form)
    write = {"csv": csv_response, "xlsx": xlsx_response}[form]
    rows = published(load(HANDOVER_PULSE))
    return write(f"stafet-{timezone.localdate():%Y-%m-%d}", COLUMNS, rows)


def of_quarter(chosen: Selection, total: tables.Row | None) -> dict[str, Any]:
    """Return what the page shows of one closed quarter."""
    instrument = load(HANDOVER_PULSE)
    quarter = chosen.quarter
    if quarter is None or total is None:
        return {}
    rows = tables.quarter(instrument.code, until=quarter, dimension=chosen.side)
    names = dict(Department.objects.values_list("pk", "name"))
    period = quarter_name(quarter)
    begin, end = process.window(quarter.replace(month=quarter.month - 2), quarter)
    decided = Invitation.objects.filter(event__at__gte=begin, event__at__lt=end)
    side = str(SIDES[chosen.side])
    response = Share(total.answered, total.invited)
    overall = total.items.get(instrument.overall.code)
    stretches = process.waits(begin.date(), quarter)
    within = Municipality.current().handover_days
    return {
        "period": period,
        "total": total,
        "response": response,
        "response_interval": figures.interval(response),
        **decided.aggregate(
            accepted=Count("pk"), not_asked=Count("pk", filter=Q(state="withheld"))
        ),
        "overall": overall,
        "overall_described": figures.described(overall),
        "spread": figures.spread_of_answers(total, instrument, period=period),
        "items_table": figures.items_table(total, instrument),
        "by_department": figures.top_two_by_department(
            rows, names, chosen.item, side=side, period=period
        ),
        "heat": figures.heat(rows, names, instrument),
        "waits": stretches,
        "waiting": process.waiting_figure(stretches[0], within=within, period=period)
        if stretches
        else None,
        "outcomes": process.outcomes(begin, end),
    }


def address(chosen: Selection, **changed: str) -> str:
    """Return the address of the page with another choice."""
    parts = {
        "quarter": f"{chosen.quarter:%Y-%m}" if chosen.quarter else "",
        "by": chosen.side,
        "item": chosen.item.code,
        **changed,
    }
    return "?" + "&".join(f"{key}={value}" for key, value in parts.items() if value)
