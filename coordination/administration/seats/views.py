"""The pages on which somebody is given a seat, and on which it ends."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.administration.gate import administrators_only
from coordination.administration.seats import actions
from coordination.administration.seats.forms import EndForm, SeatForm
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models import Membership, User
from coordination.pages import posted


@require_http_methods(["GET", "POST"])
@administrators_only
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask where a person works, and as what."""
    person = get_object_or_404(User, pk=pk)
    form = SeatForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            seat = actions.give_seat(person, by=request.user, **form.seat)
            told = _("%(role)s in %(department)s.")
            words = {"role": seat.get_role_display(), "department": seat.department}
            messages.success(request, told % words)
            return redirect("person-detail", pk)
    return show(
        request, "coordination/administration/give_seat.html", form, person=person
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask when a role ends."""
    rows = Membership.objects.select_related("user", "department")
    seat = get_object_or_404(rows, pk=pk)
    form = EndForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            last = form.cleaned_data["last"]
            actions.end_seat(seat, by=request.user, ends_on=last)
            messages.success(
                request, _("The last day is agreed.") if last else _("It has ended.")
            )
            return redirect("person-detail", seat.user_id)
    return show(
        request,
        "coordination/administration/end_seat.html",
        form,
        seat=seat,
        person=seat.user,
    )


@require_POST
@administrators_only
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a role go on that was to end."""
    seat = get_object_or_404(Membership, pk=pk)
    actions.keep_seat(seat, by=request.user)
    messages.success(request, _("The role goes on."))
    return redirect("person-detail", seat.user_id)
