"""A mentor's pages: the day, a citizen, a protected address."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.citizen import actions as citizen
from cases.plan.measure import Measure
from coordination.access import read_or_404, record_list
from coordination.forms import show
from coordination.http import SignedInRequest
from coordination.pages import posted, reach
from mentors.field.day import read_day
from mentors.mentorship.models import Mentorship
from mentors.planned.models import PlannedVisit
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.held import HeldVisit
from mentors.visit.sharing import read_visits

PURPOSE = "mentoring"
# Opened only when the mentor follows the link: nothing of it is loaded before.
MAP = "https://www.openstreetmap.org/search?query="


class RevealForm(forms.Form):
    """Why a protected address is needed now."""

    reason = forms.CharField(label=_("Why do you need the address?"), max_length=300)


@require_safe
def field(request: SignedInRequest) -> HttpResponse:
    """Show whom the mentor visits today and in the week to come, the missed on top."""
    user = request.user
    day = read_day(user, today=timezone.localdate())
    record_list("mentorship.list", day.cases, by=user)
    proposed = Mentorship.objects.waiting().filter(mentor__in=[user.pk, *user.covers])
    context: dict[str, Any] = {
        "day": day,
        "today": timezone.localdate(),
        "proposed": list(proposed.visible_to(user)),
        "held": list(HeldVisit.objects.waiting().visible_to(user)[:20]),
        "unplaced": list(UnplacedVisit.objects.waiting().visible_to(user)[:20]),
        "me": user.pk,
        "map": MAP,
    }
    return render(request, "mentors/field/field.html", context)


@require_safe
def of_citizen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a mentor may know of one citizen, and the visits so far."""
    user = request.user
    rows = Mentorship.objects.of_mentor(user)
    mentorship = read_or_404(
        rows.select_related("case__citizen", "mentor", "department"),
        pk,
        by=user,
        purpose=PURPOSE,
    )
    # The measures of a case are the departments' own; the next step is the citizen's.
    steps = Measure.objects.open().filter(
        case=mentorship.case_id, kind=Measure.Kind.NEXT_STEP
    )
    plans = PlannedVisit.objects.waiting().filter(mentorship=mentorship)
    context = {
        "mentorship": mentorship,
        "citizen": mentorship.case.citizen,
        "baton": mentorship.case.baton,
        "steps": list(steps.select_related("responsible")),
        "planned": list(plans.select_related("mentorship").order_by("starts_at")),
        "readings": read_visits(by=user, limit=20, mentorship=mentorship),
        "is_mentor": mentorship.mentor_id == user.pk,
        "map": MAP,
    }
    return render(request, "mentors/field/citizen.html", context)


@require_http_methods(["GET", "POST"])
def address(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a protected address to the mentor who says why; the look is on record."""
    rows = Mentorship.objects.of_mentor(request.user).select_related("case__citizen")
    mentorship = reach(request, rows, pk, purpose=PURPOSE)
    form = RevealForm(posted(request))
    shown = ""
    if form.is_valid():
        shown = citizen.reveal_address(
            mentorship.case.citizen, by=request.user, **form.cleaned_data
        )
    context = {"mentorship": mentorship, "address": shown}
    if shown:
        return render(request, "mentors/field/address.html", {"form": form, **context})
    return show(request, "mentors/field/address.html", form, **context)
