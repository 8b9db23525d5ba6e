"""The charter's page: read by all who work on the case, written by the holder."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.case.models import Case
from cases.charter import actions
from cases.charter.forms import CharterForm
from cases.charter.models import TEXTS, Charter
from cases.plan.measure import Measure
from cases.plan.people import people_on
from coordination.controls import permits
from coordination.forms import refusals_shown_on, status_of
from coordination.http import SignedInRequest
from coordination.pages import posted, reach, show_step


@require_http_methods(["GET", "POST"])
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the charter, to the holder and the coordinator as a form."""
    user = request.user
    cases = Case.objects.select_related("citizen", "charter__kept_by")
    case = reach(request, cases, pk, purpose="charter")
    charter = getattr(case, "charter", None)
    step = Measure.objects.open().filter(case=case, kind=Measure.Kind.NEXT_STEP)
    context: dict[str, Any] = {
        "case": case,
        "charter": charter,
        "step": step.select_related("responsible").first(),
    }
    may = case.is_active and permits(charter or Charter(case=case), "keep", user=user)
    if request.method == "GET" and not may:
        return render(request, "cases/charter/read.html", context | read_texts(charter))
    form = CharterForm(
        posted(request), charter=charter, step=context["step"], people=people_on(case)
    )
    if form.is_valid():
        with refusals_shown_on(form, subject=charter):
            actions.keep(case, by=user, **form.cleaned_data)
            messages.success(request, _("The charter is saved."))
            return redirect(case)
    if charter and status_of(form) == HTTPStatus.PRECONDITION_FAILED:
        context["theirs"] = form.differences(charter)
    return show_step(
        request,
        "cases/charter/keep.html",
        form,
        subject=case,
        purpose="charter",
        **context,
    )


def read_texts(charter: Charter | None) -> dict[str, Any]:
    """Return the charter's texts under their headings, the empty ones left out."""
    fields = CharterForm.base_fields
    texts = [
        {"label": fields[name].label, "value": text, "text": True}
        for name in TEXTS
        if charter and (text := getattr(charter, name))
    ]
    return {"texts": texts}
