"""A page for each step of a case, and the page that names the contact person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.baton.load import colleagues_with_load
from cases.case import actions
from cases.case.contact_person import contact_person_of, language_of
from cases.case.models import Case
from cases.case.step_forms import CloseForm, CoordinateForm, ReasonForm, ReassignForm
from cases.coordinators.queries import place_of_list
from cases.involvement.actions import colleagues
from cases.plan.measure import Measure
from coordination.access import record_read
from coordination.forms import VersionedForm, refusals_shown_on
from coordination.http import SignedInRequest
from coordination.models import Municipality
from coordination.pages import expect, posted, reach, show_step
from coordination.workflow import Refused, wrong_state

PURPOSE = "casework"
# of a case one has no part in, in the worklist's view of them
COORDINATING = "coordination"


def case_for(request: SignedInRequest, pk: int, step: str) -> Case:
    """Return the case, if it is visible and the step is open to this person."""
    case = reach(request, Case.objects.with_people(), pk, purpose=PURPOSE)
    expect(case, step, request=request)
    return case


def case_to_coordinate(request: SignedInRequest, pk: int) -> tuple[Case, bool]:
    """Return the case, and whether the person sees more of it than its departments."""
    try:
        return case_for(request, pk, "coordinate"), True
    except Http404:
        people = Case.objects.select_related("coordinator", "coordinator_deputy")
        rows = people.open_to(request.user, "coordinate")
        case: Case | None = rows.filter(pk=pk).first()
        if case is None:
            raise
    if request.method != "POST":
        record_read(case, by=request.user, purpose=COORDINATING)
    expect(case, "coordinate", request=request)
    return case, False


def page_of(
    request: SignedInRequest, name: str, form: Any, case: Case, **context: Any
) -> HttpResponse:
    """Return the page of a step."""
    return show_step(
        request,
        f"cases/step/{name}.html",
        form,
        subject=case,
        purpose=PURPOSE,
        case=case,
        **context,
    )


def back_from(request: SignedInRequest, case: Case) -> HttpResponse:
    """Lead to the case, or to the front page for whose part in it has just ended."""
    visible = Case.objects.visible_to(request.user).filter(pk=case.pk)
    return redirect(case if visible.exists() else "/")


@require_http_methods(["GET", "POST"])
def coordinate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name the coordinator and the deputy, or others in their place; show why."""
    case, seen = case_to_coordinate(request, pk)
    lead = Municipality.current().lead_department
    people = colleagues(lead.pk) if lead else []
    if not seen:
        # who is named sees the case, so nobody names themselves here
        people = [person for person in people if person != request.user]
    mine = request.user.pk if request.user in people else None
    named = {
        "coordinator": case.coordinator_id or mine,
        "deputy": case.coordinator_deputy_id,
    }
    form = CoordinateForm(
        posted(request), people=people, initial={"version": case.version, **named}
    )
    if form.is_valid():
        with refusals_shown_on(form, subject=case):
            actions.coordinate(case, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("%(person)s is now the coordinator.") % {"person": case.coordinator},
            )
            if seen:
                return back_from(request, case)
            return redirect(place_of_list(user=request.user))
    parties = list(case.parties().order_by("since"))
    return show_step(
        request,
        f"cases/step/coordinate{'' if seen else '_unseen'}.html",
        form,
        subject=case,
        purpose=PURPOSE if seen else COORDINATING,
        case=case,
        lead=lead,
        parties=parties,
    )


@require_http_methods(["GET", "POST"])
def decline_coordination(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why this case needs no coordinator."""
    case = case_for(request, pk, "decline_coordination")
    form = ReasonForm(posted(request), initial={"version": case.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=case):
            actions.decline_coordination(case, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("Noted. You are asked again when one more department joins."),
            )
            return redirect(case)
    parties = list(case.parties().order_by("since"))
    return page_of(request, "decline_coordination", form, case, parties=parties)


@require_http_methods(["GET", "POST"])
def end_coordination(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the holder carry on without a coordinator."""
    case = case_for(request, pk, "end_coordination")
    form = VersionedForm(posted(request), initial={"version": case.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=case):
            actions.end_coordination(case, by=request.user, **form.cleaned_data)
            messages.success(request, _("The case no longer has a coordinator."))
            return back_from(request, case)
    return page_of(request, "end_coordination", form, case)


@require_http_methods(["GET", "POST"])
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop the clocks, with a reason."""
    case = case_for(request, pk, "pause")
    form = ReasonForm(posted(request), initial={"version": case.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=case):
            actions.pause(case, by=request.user, **form.cleaned_data)
            messages.success(request, _("The case is paused."))
            return redirect(case)
    return page_of(request, "pause", form, case)


@require_http_methods(["GET", "POST"])
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the clocks run again."""
    case = case_for(request, pk, "resume")
    form = VersionedForm(posted(request), initial={"version": case.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=case):
            actions.resume(case, by=request.user, **form.cleaned_data)
            messages.success(request, _("The case is running again."))
            return redirect(case)
    return page_of(request, "resume", form, case)


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the case with its outcome."""
    case = case_for(request, pk, "close")
    form = CloseForm(posted(request), initial={"version": case.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=case):
            actions.close(case, by=request.user, **form.cleaned_data)
            messages.success(request, _("The case is closed."))
            return back_from(request, case)
    measures = Measure.objects.open().filter(case=case).select_related("responsible")
    wish = Measure.Kind.CONTACT_WISH
    unfinished = [each for each in measures if each.kind != wish]
    call = len(unfinished) < len(measures)
    return page_of(request, "close", form, case, unfinished=unfinished, call=call)


@require_http_methods(["GET", "POST"])
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a closed case up again."""
    case = case_for(request, pk, "reopen")
    form = VersionedForm(posted(request), initial={"version": case.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=case):
            actions.reopen(case, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("The case is open again, and you have the baton.")
            )
            return redirect(case)
    return page_of(request, "reopen", form, case)


@require_http_methods(["GET", "POST"])
def reassign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a colleague be the citizen's contact person."""
    case = case_for(request, pk, "reassign")
    baton = case.baton
    if baton is None:
        raise Refused(wrong_state(case), about=case)
    people = colleagues_with_load(baton.department_id)
    others = [person for person in people if person.pk != baton.holder_id]
    form = ReassignForm(
        posted(request), people=others, initial={"version": case.version}
    )
    if form.is_valid():
        with refusals_shown_on(form, subject=case):
            actions.reassign(case, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("%(person)s is now the contact person. The citizen is told.")
                % {"person": form.cleaned_data["to"]},
            )
            return redirect(case)
    return page_of(request, "reassign", form, case, baton=baton, others=others)


@require_safe
def contact_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a page to print and hand over, in the citizen's language."""
    rows = Case.objects.select_related("citizen")
    case = reach(request, rows, pk, purpose="contact person")
    language = language_of(case)
    sheet = {
        "language": language,
        "citizen": case.citizen.known_as,
        "municipality": Municipality.current().name,
        "person": contact_person_of(case),
    }
    with translation.override(language):
        printed = render_to_string("cases/step/_contact_sheet.html", sheet)
    context = {"case": case, "sheet": printed}
    return render(request, "cases/step/contact_person.html", context)
