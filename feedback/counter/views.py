"""The pages on which staff open a counter, and close it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.forms import VersionedForm, refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models.organisation import CASEWORK_ROLES
from coordination.pages import expect, posted, reach, show_step
from feedback.counter import actions
from feedback.counter.forms import OpenForm
from feedback.counter.models import Counter
from feedback.invitation.mode import Mode
from feedback.paper.tabs import tabs
from feedback.round.models import Round

PURPOSE = "survey"


@require_http_methods(["GET", "POST"])
def open_counter(request: SignedInRequest) -> HttpResponse:
    """Open a counter on this very device, whose pages sign the person out."""
    user = request.user
    if not user.has_role(*CASEWORK_ROLES):
        raise PermissionDenied
    rounds = taking(Mode.TABLET)
    form = OpenForm(posted(request), rounds=rounds)
    if form.is_valid():
        with refusals_shown_on(form):
            _counter, secret = actions.open_counter(
                form.cleaned_data["round"], by=user, place=form.cleaned_data["place"]
            )
            return redirect("counter-answer", secret)
    mine = Counter.objects.visible_to(user).in_use()
    return show(
        request,
        "feedback/counter/open.html",
        form,
        rounds=rounds,
        tabs=tabs("counter-open", user=request.user),
        counters=mine.select_related("round", "opened_by"),
    )


@require_http_methods(["GET", "POST"])
def close_counter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a counter, wherever the device is."""
    rows = Counter.objects.select_related("round", "opened_by")
    counter = reach(request, rows, pk, purpose=PURPOSE)
    expect(counter, "close", request=request)
    form = VersionedForm(posted(request), initial={"version": counter.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=counter):
            version = form.cleaned_data["version"]
            actions.close_counter(counter, by=request.user, version=version)
            messages.success(request, _("The counter is closed."))
            return redirect("counter-open")
    return show_step(
        request,
        "feedback/counter/close.html",
        form,
        subject=counter,
        purpose=PURPOSE,
        counter=counter,
    )


def taking(mode: Mode) -> list[Round]:
    """Return the rounds that can be answered in this way now."""
    rows = Round.objects.running().filter(modes__contains=[mode.value])
    now = timezone.now()
    return [held for held in rows.order_by("name") if held.ends_at > now]
