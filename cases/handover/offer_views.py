"""The page on which the baton is offered, with a look back before it is sent."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.case.models import Case
from cases.handover import actions, draft
from cases.handover.conditions import (
    by_giver,
    case_is_running,
    nothing_else_is_offered,
)
from cases.handover.models import Handover
from cases.handover.offer_form import OfferForm
from cases.handover.reading import read
from cases.involvement.basis import sharing_consents
from cases.involvement.models import Kind
from coordination.formats import day
from coordination.forms import field_of, refusals_shown_on
from coordination.http import SignedInRequest
from coordination.pages import reach, show_step
from coordination.workflow import Refused
from coordination.written import say_it_is_kept

PURPOSE = "handover"
LOOK_BACK = "answers"


@require_http_methods(["GET", "POST"])
def offer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask to whom and why, show the answers, and offer the baton.

    The answers are kept while they are looked over, and looked over on a page that was
    not sent: the browser's own way back and forth loses nothing and sends nothing.
    """
    case = reach(request, Case.objects.with_everybody(), pk, purpose=PURPOSE)
    may_be_offered(case, request=request)
    if request.POST.get("go") == "check":
        draft.keep(request, case)
    form = form_of(case, request)
    template, context = "cases/handover/offer.html", {}
    if form.is_valid():
        if request.method != "POST":
            template, context = "cases/handover/check.html", {"answers": answers(form)}
        elif request.POST.get("go") != "offer":
            return redirect(f"{request.path}?{LOOK_BACK}")
        else:
            with refusals_shown_on(form):
                actions.offer(case, by=request.user, **form.cleaned_data)
                draft.forget(request, case)
                messages.success(request, sentence(form, case))
                return redirect(case)
    return show_step(
        request,
        template,
        form,
        subject=case,
        purpose=PURPOSE,
        case=case,
        charter=read(actions.frozen_charter(case)),
        **context,
    )


def may_be_offered(case: Case, *, request: SignedInRequest) -> None:
    """Refuse the page when the baton cannot be offered, whoever the receiver is."""
    baton = case.baton
    if baton is None:
        raise Refused(
            _("The case is closed, so nobody holds its baton. Reopen it first."),
            about=case,
        )
    planned = Handover(case=case, giver=baton.department)
    if not by_giver(planned, request.user):
        raise PermissionDenied
    if request.method == "POST":
        return
    if not case_is_running(planned):
        raise Refused(case_is_running.because, about=case)
    if case.offer is not None:
        raise Refused(nothing_else_is_offered.because, about=case)


def form_of(case: Case, request: SignedInRequest) -> OfferForm:
    """Return the form as it was sent, as it is kept, or as it is looked at first."""
    sent = request.method == "POST"
    kept = None if sent else draft.kept(request, case)
    typed: Any = request.POST if sent else kept or {}
    parts = [part for part in case.involvements.all() if part.is_active]
    baton: Any = case.baton
    shared: dict[str, Any] = {
        "consents": sharing_consents(case),
        "giver": baton.department_id,
        "taking_part": [p.department_id for p in parts if p.kind == Kind.PARTY],
        "chosen": typed.get("receiver", ""),
    }
    if sent and typed.get("go") != "edit":
        return OfferForm(typed, **shared)
    if kept and LOOK_BACK in request.GET:
        looked_over = OfferForm(kept, **shared)
        if looked_over.is_valid():
            return looked_over
    if kept:
        say_it_is_kept(request)
    return OfferForm(initial=dict(typed.items()), **shared)


def answers(form: OfferForm) -> list[dict[str, Any]]:
    """Return what was answered, to be read once more before it is sent."""
    told = form.cleaned_data
    written = words_of(form, "warm")
    met = str(written[form.data["warm"]])
    if told["meeting_on"]:
        met = f"{met} ({day(told['meeting_on'])})"
    chosen = {
        name: words_of(form, name)[form.data[name]]
        for name in ("planned", "our_part_ends")
    }
    rows = [
        (_("To"), told["receiver"].name),
        (_("Person"), told["to_person"] or _("The department decides")),
        (_("Why now"), told["reason"]),
        (_("How"), met),
        (_("Planned"), chosen["planned"]),
        (_("Your part"), chosen["our_part_ends"]),
        (_("Basis"), basis_in_words(form)),
    ]
    return [
        {"label": label, "value": value, "text": True, "href": ""}
        for label, value in rows
    ]


def words_of(form: OfferForm, name: str) -> dict[Any, Any]:
    """Return what each answer to a question is called."""
    choices: Any = field_of(form, name, forms.ChoiceField).choices
    return dict(choices)


def basis_in_words(form: OfferForm) -> str:
    """Say on what basis the receiver may know."""
    told = form.cleaned_data
    if not told["basis"]:
        return _("The department takes part already.")
    label = words_of(form, "basis")[form.data["basis"]]
    return f"{label}: {told['basis_text']}" if told["basis_text"] else str(label)


def sentence(form: OfferForm, case: Case) -> str:
    """Say what happens now; whoever coordinates offers another's baton."""
    baton = case.baton
    return _(
        "The baton is offered to %(receiver)s. %(giver)s has it until they accept."
    ) % {
        "receiver": form.cleaned_data["receiver"],
        "giver": baton.department if baton else "",
    }
