"""The page of a handover, and one for each answer to it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.case.models import Case
from cases.handover import actions
from cases.handover.conditions import not_objected_yet, still_time_to_object
from cases.handover.forms import (
    AcceptForm,
    CompleteForm,
    DeclineForm,
    ObjectForm,
    WithdrawForm,
)
from cases.handover.models import Handover
from cases.handover.reading import read
from coordination.controls import permits
from coordination.forms import refusals_shown_on
from coordination.http import SignedInRequest
from coordination.pages import expect, posted, reach, show_step

PURPOSE = "handover"


def handovers() -> QuerySet[Handover]:
    """Return handovers with everybody their page names."""
    return Handover.objects.select_related(
        "case__citizen",
        "giver",
        "receiver",
        "giver_person",
        "to_person",
        "contact_person",
        "consent",
    )


def handover_for(request: SignedInRequest, pk: int, step: str) -> Handover:
    """Return the handover, if it is visible and the step is open to this person."""
    handover = reach(request, handovers(), pk, purpose=PURPOSE)
    expect(handover, step, request=request)
    return handover


def page_of(
    request: SignedInRequest, name: str, form: Any, handover: Handover
) -> HttpResponse:
    """Return the page of a step."""
    return show_step(
        request,
        f"cases/handover/{name}.html",
        form,
        subject=handover,
        purpose=PURPOSE,
        handover=handover,
        charter=read(handover.charter),
        sees_case=sees_case(request, handover),
    )


def sees_case(request: SignedInRequest, handover: Handover) -> bool:
    """Say whether the person may open the case itself."""
    visible = Case.objects.visible_to(request.user)
    return bool(visible.filter(pk=handover.case_id).exists())


def back_from(request: SignedInRequest, handover: Handover) -> HttpResponse:
    """Lead to the case, or to the front page for those who may not see it."""
    return redirect(handover.case if sees_case(request, handover) else "/")


@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a handover with its frozen charter, and what the person may do now."""
    handover = reach(request, handovers(), pk, purpose=PURPOSE)
    in_time = still_time_to_object(handover) and not_objected_yet(handover)
    context = {
        "handover": handover,
        "charter": read(handover.charter),
        "sees_case": sees_case(request, handover),
        "may_object": in_time and permits(handover, "object_to", user=request.user),
        "form": AcceptForm(handover=handover, me=request.user),
    }
    return render(request, "cases/handover/detail.html", context)


@require_http_methods(["GET", "POST"])
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the charter back and take the baton."""
    handover = handover_for(request, pk, "accept")
    form = AcceptForm(posted(request), handover=handover, me=request.user)
    if form.is_valid():
        with refusals_shown_on(form, subject=handover):
            actions.accept(handover, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("%(department)s has the baton. The citizen is told who to turn to.")
                % {"department": handover.receiver_name},
            )
            return redirect(handover.case)
    return page_of(request, "accept", form, handover)


@require_http_methods(["GET", "POST"])
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say no, with a reason."""
    handover = handover_for(request, pk, "decline")
    form = DeclineForm(posted(request), initial={"version": handover.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=handover):
            actions.decline(handover, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("You have declined. %(department)s keeps the baton and is told why.")
                % {"department": handover.giver_name},
            )
            return back_from(request, handover)
    return page_of(request, "decline", form, handover)


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the offer back."""
    handover = handover_for(request, pk, "withdraw")
    form = WithdrawForm(posted(request), initial={"version": handover.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=handover):
            actions.withdraw(handover, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("The offer is withdrawn. %(department)s still has the baton.")
                % {"department": handover.giver_name},
            )
            return back_from(request, handover)
    return page_of(request, "withdraw", form, handover)


@require_http_methods(["GET", "POST"])
def complete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that the contact person has met the citizen, or why not."""
    handover = handover_for(request, pk, "complete")
    form = CompleteForm(posted(request), initial={"version": handover.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=handover):
            actions.complete(handover, by=request.user, **form.cleaned_data)
            messages.success(request, _("The handover is completed."))
            return back_from(request, handover)
    return page_of(request, "complete", form, handover)


@require_http_methods(["GET", "POST"])
def object_to(request: SignedInRequest, pk: int) -> HttpResponse:
    """Object to a takeover by the last-contact rule."""
    handover = handover_for(request, pk, "object_to")
    form = ObjectForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form, subject=handover):
            actions.object_to(handover, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("Your objection is noted. Whoever coordinates the case decides."),
            )
            return back_from(request, handover)
    return page_of(request, "object", form, handover)
