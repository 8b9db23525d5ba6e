"""The pages about departments."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from coordination.administration.departments import actions
from coordination.administration.departments.forms import DepartmentForm
from coordination.administration.gate import administrators_only
from coordination.administration.tabs import tabs
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models import Department, Municipality
from coordination.models.organisation import in_force
from coordination.pages import posted


@require_safe
@administrators_only
def index(request: SignedInRequest) -> HttpResponse:
    """List the departments, the open ones first."""
    here = Q(membership__user__is_active=True) & in_force("membership__")
    people = Count("membership__user", filter=here, distinct=True)
    found = list(Department.objects.annotate(people=people).order_by("name"))
    rules = Municipality.current()
    context = {
        "tabs": tabs("departments"),
        "working": [each for each in found if not is_closed(each)],
        "closed": [each for each in found if is_closed(each)],
        "lead": rules.lead_department_id,
        "usual": rules.handover_days,
    }
    return render(request, "coordination/administration/departments.html", context)


def is_closed(department: Department) -> bool:
    """Say whether a department has ended."""
    return bool(department.until and department.until <= timezone.now())


@require_http_methods(["GET", "POST"])
@administrators_only
def begin(request: SignedInRequest) -> HttpResponse:
    """Ask what the new department is called."""
    form = DepartmentForm(posted(request), initial={"internal": True})
    if form.is_valid():
        with refusals_shown_on(form):
            department = actions.open_department(by=request.user, **form.details)
            messages.success(request, _("%(name)s is open.") % {"name": department})
            return redirect("departments")
    return show(request, "coordination/administration/department.html", form)


@require_http_methods(["GET", "POST"])
@administrators_only
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask what a department is called, and how fast it answers."""
    department = get_object_or_404(Department, pk=pk)
    form = DepartmentForm.of(department, posted(request))
    if form.is_valid():
        with refusals_shown_on(form, subject=department):
            actions.correct(
                department,
                by=request.user,
                version=form.cleaned_data["version"],
                **form.details,
            )
            messages.success(request, _("The details are changed."))
            return redirect("departments")
    return show(
        request,
        "coordination/administration/department.html",
        form,
        department=department,
        closed=is_closed(department),
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then close a department."""
    department = get_object_or_404(Department, pk=pk)
    if request.method == "POST":
        actions.close(department, by=request.user)
        messages.success(request, _("%(name)s is closed.") % {"name": department})
        return redirect("departments")
    context = {"department": department}
    return render(request, "coordination/administration/close.html", context)


@require_POST
@administrators_only
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a department again."""
    department = get_object_or_404(Department, pk=pk)
    actions.reopen(department, by=request.user)
    messages.success(request, _("%(name)s is open.") % {"name": department})
    return redirect("departments")
