"""Pages for departments that join a case or leave it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.case.models import Case
from cases.involvement import actions
from cases.involvement.basis import sharing_consents
from cases.involvement.forms import EndForm, InvolveForm
from cases.involvement.models import Involvement, Kind
from coordination.forms import refusals_shown_on
from coordination.http import SignedInRequest
from coordination.pages import expect, posted, reach, show_step

PURPOSE = "involvement"


@require_http_methods(["GET", "POST"])
def involve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a department take part, on a basis."""
    case = reach(request, Case.objects.with_people(), pk, purpose=PURPOSE)
    expect(Involvement(case=case), "begin", request=request)
    parties = list(case.parties())
    form = InvolveForm(
        posted(request),
        consents=sharing_consents(case),
        taking_part=[part.department_id for part in parties if part.department_id],
    )
    if form.is_valid():
        with refusals_shown_on(form):
            part = actions.begin(case, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("%(department)s now takes part.") % {"department": part.department},
            )
            return redirect(case)
    return show_step(
        request,
        "cases/involvement/involve.html",
        form,
        subject=case,
        purpose=PURPOSE,
        case=case,
        parties=parties,
    )


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a department leave the case, or end an access in an emergency."""
    part = reach(request, parts_that_end(), pk, purpose=PURPOSE)
    expect(part, "end", request=request)
    form = EndForm(posted(request), initial={"version": part.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=part):
            actions.end(part, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("%(department)s no longer takes part.")
                % {"department": part.department or part.person},
            )
            if Case.objects.visible_to(request.user).filter(pk=part.case_id).exists():
                return redirect(part.case)
            return redirect("/")
    return show_step(
        request,
        "cases/involvement/end.html",
        form,
        subject=part,
        purpose=PURPOSE,
        part=part,
    )


def parts_that_end() -> QuerySet[Involvement]:
    """Return the parts that end by themselves; other kinds end with their cause."""
    parts = Involvement.objects.filter(kind__in=[Kind.PARTY, Kind.EMERGENCY])
    people = ("case__citizen", "department", "person", "consent")
    return parts.select_related(*people)
