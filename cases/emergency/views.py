"""Pages for emergencies: opening a case, and judging afterwards."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.case.models import Case
from cases.emergency import actions, queries
from cases.emergency.forms import EmergencyForm
from coordination.formats import clock
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models import Municipality
from coordination.models.organisation import Role
from coordination.pages import posted
from coordination.record import record


@require_http_methods(["GET", "POST"])
def open_case(request: SignedInRequest) -> HttpResponse:
    """Open a case one has no part in, for hours, with a reason."""
    if not request.user.department_ids:
        raise PermissionDenied
    form = EmergencyForm(posted(request))
    if form.is_valid():
        case = queries.find(form.cleaned_data["number"], by=request.user)
        if case and Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
            return redirect(case)
        with refusals_shown_on(form):
            if case is None:
                form.add_error(
                    "number", _("No case has this number. Check it, digit by digit.")
                )
            else:
                part = actions.open_case(
                    case, by=request.user, reason=form.cleaned_data["reason"]
                )
                messages.warning(
                    request,
                    _("You can read the case until %(time)s. Others have been told.")
                    % {"time": clock(part.until)},
                )
                return redirect(case)
    hours = Municipality.current().emergency_hours
    return show(request, "cases/emergency/open.html", form, hours=hours)


@require_safe
def judge(request: SignedInRequest) -> HttpResponse:
    """Show leaders and auditors who looked at what is not theirs, and why."""
    if not request.user.has_role(Role.LEADER, Role.AUDITOR):
        raise PermissionDenied
    emergencies = list(queries.judged_by(request.user)[: queries.SHOWN])
    reveals = list(queries.reveals_judged_by(request.user)[: queries.SHOWN])
    ids = sorted({part.case_id for part in emergencies})
    record("emergency.list", by=request.user, purpose="control", facts={"ids": ids})
    context = {"emergencies": emergencies, "reveals": reveals}
    return render(request, "cases/emergency/judge.html", context, status=HTTPStatus.OK)
