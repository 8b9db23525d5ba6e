"""The page on which people say who stands in for them."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.deputies import actions
from coordination.deputies.forms import DeputyForm
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models import Deputy, Membership, User
from coordination.models.organisation import Role
from coordination.pages import posted


@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Show who stands in for whom, and name a deputy."""
    form = DeputyForm(posted(request), me=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            row = actions.name(by=request.user, **form.cleaned_data)
            told = _("%(deputy)s stands in for %(absent)s.")
            names = {"deputy": row.by, "absent": row.absent}
            messages.success(request, told % names)
            return redirect("deputies")
    rows = list(rows_for(request.user))
    return show(
        request,
        "coordination/deputies/index.html",
        form,
        arranged=[row for row in rows if row.by_id != request.user.pk],
        covered=[row for row in rows if row.by_id == request.user.pk],
        now=timezone.now(),
    )


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a deputyship."""
    row = get_object_or_404(rows_for(request.user), pk=pk)
    actions.end(row, by=request.user)
    messages.success(request, _("It has ended."))
    return redirect("deputies")


def rows_for(user: User) -> "QuerySet[Deputy]":
    """Return what is in force or to come of a person, and of those they lead."""
    led = {seat.department_id for seat in user.seats if seat.role == Role.LEADER}
    theirs = Membership.objects.in_force().filter(department__in=led).values("user")
    rows = Deputy.objects.filter(until__gt=timezone.now()).select_related(
        "absent", "by"
    )
    mine = Q(absent=user) | Q(by=user) | Q(absent__in=theirs)
    return rows.filter(mine).order_by("since", "pk")
