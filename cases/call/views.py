"""Pages for whoever is to call a citizen, with or without a part in the case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.call import actions
from cases.call.forms import PassOnForm
from cases.call.queries import calls_of, sees_citizens
from cases.case.models import Case
from cases.citizen.forms import LANGUAGES
from cases.plan import actions as plan
from cases.plan.measure import Measure
from cases.plan.people import who_can_call
from coordination.access import record_read
from coordination.forms import VersionedForm, refusals_shown_on
from coordination.http import SignedInRequest
from coordination.pages import expect, posted, show_step
from coordination.workflow import Refused, wrong_state

PURPOSE = "call"
# where the way leads on: what else waits for the person
ONWARD = "/"


def call_for(request: SignedInRequest, pk: int) -> Measure:
    """Return the call if it is this person's to make and still waits to be made."""
    found = calls_of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.state != Measure.State.OPEN:
        raise Refused(wrong_state(found), about=found)
    expect(found, "change", request=request)
    if request.method != "POST":
        record_read(found, by=request.user, purpose=PURPOSE)
    return found


def page_of(
    request: SignedInRequest, name: str, form: Any, measure: Measure
) -> HttpResponse:
    """Return a page about a call, with no more of the case than calling takes."""
    user, citizen = request.user, measure.case.citizen
    visible = Case.objects.visible_to(user).filter(pk=measure.case_id)
    return show_step(
        request,
        f"cases/call/{name}.html",
        form,
        subject=measure,
        purpose=PURPOSE,
        measure=measure,
        citizen=citizen if sees_citizens(user) else None,
        spoken=dict(LANGUAGES).get(citizen.language, ""),
        case=measure.case if visible.exists() else None,
    )


@require_http_methods(["GET", "POST"])
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who asks to be called, and note that they were."""
    measure = call_for(request, pk)
    form = VersionedForm(posted(request), initial={"version": measure.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=measure):
            plan.finish(measure, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted: the citizen has been called."))
            return redirect(ONWARD)
    return page_of(request, "call", form, measure)


@require_http_methods(["GET", "POST"])
def pass_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let somebody else call."""
    measure = call_for(request, pk)
    form = PassOnForm(
        posted(request),
        people=[p for p in who_can_call(measure.case) if p != measure.responsible],
        initial={"version": measure.version},
    )
    if form.is_valid():
        person = form.cleaned_data["responsible"]
        with refusals_shown_on(form, subject=measure):
            actions.pass_on(measure, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("%(person)s is asked to call.") % {"person": person}
            )
            return redirect(ONWARD)
    return page_of(request, "pass_on", form, measure)
