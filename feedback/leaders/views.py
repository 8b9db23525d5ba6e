"""The leaders' first page: what happened, and is it signal or noise."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest
from coordination.models import Municipality, User
from coordination.models.organisation import Role
from coordination.record import record
from coordination.sheets import csv_response, xlsx_response
from feedback.invitation.models import month_of
from feedback.leaders import findings, first, rows
from feedback.leaders.export import COLUMNS, published
from feedback.leaders.gathering import gather
from feedback.leaders.periods import appears_on, month_name
from feedback.leaders.process import ask
from feedback.leaders.reading import Reading
from feedback.leaders.tabs import tabs_of
from feedback.target.actions import may_set

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
def overview(request: SignedInRequest) -> HttpResponse:
    """Show four numbers and what has changed; every leader sees the same ones."""
    admit(request.user, table="overview")
    gathered = gather()
    this_month = month_of(timezone.now())
    read = [(name_of(r), r.finding) for r in gathered.readings]
    context = {
        "municipality": Municipality.current().name,
        "tabs": tabs_of(request.user, here="leaders"),
        "headline": findings.headline(read),
        "numbers": first.four(gathered),
        "period": first.name_of(gathered),
        "waits": first.waits(gathered),
        "lines": rows.lines(gathered.readings),
        "counted": bool(gathered.rows),
        "without_coordinator": ask("cases_without_coordinator"),
        "coordinators_href": ask("list_of_coordinators", user=request.user),
        "appears_on": appears_on(this_month),
        "this_month": this_month,
        "may_set_targets": may_set(request.user),
        "may_pin": request.user.has_role(Role.LEADER),
    }
    return render(request, "feedback/leaders/overview.html", context)


def name_of(reading: Reading) -> str:
    """Return what an indicator is called, with the month that it was read until."""
    if not reading.points:
        return reading.indicator.label
    return f"{reading.indicator.label} ({month_name(reading.points[-1])})"


@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """Give everything that is published as a file; every leader gets the same one."""
    admit(request.user, export=form)
    write = {"csv": csv_response, "xlsx": xlsx_response}[form]
    return write(f"stafet-{timezone.localdate():%Y-%m-%d}", COLUMNS, published())
