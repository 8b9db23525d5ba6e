"""Pages about a citizen: their details, and what is hidden of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.case.models import Case
from cases.citizen import actions
from cases.citizen.forms import CorrectForm, RevealForm
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.pages import posted, reach, show_step

CASES = Case.objects.select_related("citizen__recipient")


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a citizen's details."""
    case = reach(request, CASES, pk, purpose="correct")
    if case.only_reads(request.user):
        raise PermissionDenied
    form = CorrectForm(posted(request), citizen=case.citizen)
    if form.is_valid():
        with refusals_shown_on(form, subject=case.citizen):
            changed = actions.correct(
                case.citizen,
                by=request.user,
                version=form.cleaned_data["version"],
                **form.details(),
            )
            if changed:
                messages.success(request, _("The details are saved."))
            else:
                messages.info(
                    request, _("You changed nothing. The details are as they were.")
                )
            return redirect(case)
    return show_step(
        request,
        "cases/citizen/correct.html",
        form,
        subject=case,
        purpose="correct",
        case=case,
    )


@require_POST
def reveal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a protected address or a CPR number once; the look is on record."""
    case = reach(request, CASES, pk, purpose="reveal")
    form = RevealForm(request.POST)
    if not form.is_valid():
        return show(request, "cases/citizen/reveal.html", form, case=case)
    look = {"address": actions.reveal_address, "cpr": actions.reveal_cpr}
    what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
    shown = look[what](case.citizen, by=request.user, reason=reason)
    context = {"case": case, "what": what, "shown": shown}
    return render(request, "cases/citizen/revealed.html", context)
