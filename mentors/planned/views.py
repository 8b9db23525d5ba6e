"""Pages for planned visits: making a plan, moving it, cancelling it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coordination.controls import permits
from coordination.forms import VersionedForm, refusals_shown_on
from coordination.http import SignedInRequest
from coordination.pages import expect, posted, reach, show_step
from mentors.mentorship.models import Mentorship
from mentors.planned import actions
from mentors.planned.forms import (
    CancelForm,
    MoveForm,
    PlanForm,
    details_of,
    suggested,
)
from mentors.planned.models import PlannedVisit

PURPOSE = "mentoring"


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree on a time, once or every week."""
    rows = Mentorship.objects.select_related("case__citizen")
    mentorship = reach(request, rows, pk, purpose=PURPOSE)
    draft = PlannedVisit(case=mentorship.case, mentorship=mentorship)
    expect(draft, "plan", request=request)
    form = PlanForm(posted(request), initial=suggested())
    if form.is_valid():
        with refusals_shown_on(form):
            made = actions.plan(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, sentence_on(len(made)))
            return redirect("field-citizen", mentorship.pk)
    # others see the mentorship too, and may not read the name on the page
    if not permits(draft, "plan", user=request.user):
        raise PermissionDenied
    return show_form(request, "plan", form, mentorship)


@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Meet at another time."""
    planned = reach(request, plans(), pk, purpose=PURPOSE)
    expect(planned, "move", request=request)
    form = MoveForm(posted(request), initial=details_of(planned))
    if form.is_valid():
        with refusals_shown_on(form, subject=planned):
            actions.move(planned, by=request.user, **form.cleaned_data)
            messages.success(request, _("The visit is moved."))
            return redirect("field-citizen", planned.mentorship_id)
    return show_form(request, "move", form, planned.mentorship, planned=planned)


@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Meet not at all."""
    planned = reach(request, plans(), pk, purpose=PURPOSE)
    expect(planned, "cancel", request=request)
    form = CancelForm(posted(request), initial={"version": planned.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=planned):
            actions.cancel(planned, by=request.user, **form.cleaned_data)
            messages.success(request, _("The visit is cancelled."))
            return redirect("field-citizen", planned.mentorship_id)
    return show_form(request, "cancel", form, planned.mentorship, planned=planned)


def plans() -> QuerySet[PlannedVisit]:
    """Return planned visits with all that their pages show."""
    return PlannedVisit.objects.select_related("mentorship__case__citizen", "case")


def sentence_on(count: int) -> str:
    """Say how many visits are planned now."""
    said = ngettext("The visit is planned.", "%(count)d visits are planned.", count)
    return said % {"count": count}


def show_form(
    request: SignedInRequest,
    step: str,
    form: VersionedForm,
    mentorship: Mentorship,
    **context: Any,
) -> HttpResponse:
    """Return the page of a step."""
    if request.method == "POST":
        # a refused step has read the row again, without what the page shows
        rows = Mentorship.objects.select_related("case__citizen")
        mentorship = rows.get(pk=mentorship.pk)
    return show_step(
        request,
        f"mentors/planned/{step}.html",
        form,
        subject=mentorship,
        purpose=PURPOSE,
        mentorship=mentorship,
        **context,
    )
