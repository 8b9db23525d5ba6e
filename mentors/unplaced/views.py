"""Pages for visits without a citizen: one tap says whom it was about."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest, number_in
from coordination.models import Deputy, User
from coordination.pages import reach
from mentors.mentorship.models import Mentorship
from mentors.sealed.content import Told, ToldForm
from mentors.unplaced import actions
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.models import Visit
from mentors.visit.telling import tell_of

PURPOSE = "mentoring"
LONG_OVER = timedelta(days=90)


@require_http_methods(["GET", "POST"])
def place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whom a visit was about, after putting right what the form could not read."""
    rows = UnplacedVisit.objects.select_related("author")
    unplaced = reach(request, rows, pk, purpose=PURPOSE)
    told = Told(content=unplaced.content)
    edited = request.POST if "edited" in request.POST else None
    form = ToldForm(told, client_id=unplaced.client_id, data=edited)
    mentorship = number_in(request.POST, "mentorship")
    if form.is_valid() and request.method == "POST":
        if mentorship is None:
            form.add_error(None, _("Choose whom you visited."))
        else:
            with refusals_shown_on(form, subject=unplaced):
                report = form.report_on(mentorship, author=unplaced.author)
                receipt = actions.place(unplaced, by=request.user, report=report)
                return redirect(tell_of(request, receipt))
    return show_unplaced(request, form, unplaced, told)


@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set a visit without a citizen aside."""
    unplaced = reach(request, UnplacedVisit.objects.all(), pk, purpose=PURPOSE)
    actions.drop(unplaced, by=request.user)
    messages.success(request, _("It is set aside, and can be found again."))
    return redirect("field")


def show_unplaced(
    request: SignedInRequest, form: ToldForm, unplaced: UnplacedVisit, told: Told
) -> HttpResponse:
    """Return the page: what was written, and everybody it may have been about."""
    context: dict[str, Any] = {
        "unplaced": unplaced,
        "told": told,
        "must_be_put_right": bool(form.errors) or not told.is_understood,
        "mine": mentorships_of(request.user),
        "ended": ended_of(unplaced.author),
    }
    if form.is_valid():
        cleaned = form.cleaned_data
        context["visit"] = cleaned
        context["kind"] = Visit.Kind(cleaned["kind"]).label
        context["outcome"] = Visit.Outcome(cleaned["outcome"]).label
    response = show(request, "mentors/unplaced/place.html", form, **context)
    if request.method == "GET":
        response.status_code = 200  # it is the phone's form that has errors, not ours
    return response


def mentorships_of(user: User) -> list[Mentorship]:
    """Return whom this person visits now, as the mentor or in the mentor's place."""
    rows = Mentorship.objects.of_mentor(user).select_related("case__citizen")
    return list(rows.order_by("case__citizen__name", "pk"))


def ended_of(author: User) -> list[Mentorship]:
    """Return the mentorships that have ended lately; their citizen is not named."""
    stood_in_for = Deputy.objects.filter(by=author).values("absent")
    theirs = Q(mentor=author) | Q(mentor__in=stood_in_for)
    since = timezone.now() - LONG_OVER
    ended = Mentorship.objects.filter(
        theirs, state=Mentorship.State.ENDED, ended_at__gt=since
    )
    return list(ended.order_by("-ended_at"))
