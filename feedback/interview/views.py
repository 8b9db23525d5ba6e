"""The pages of an interviewer: whom to ask, the questions, and who would rather not."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.access import record_read
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.pages import posted
from feedback.interview import actions
from feedback.interview.asking import PURPOSE, find, rounds_of, to_ask
from feedback.interview.forms import DeclineForm, InterviewForm
from feedback.invitation.models import Invitation
from feedback.invitation.views import show as show_questions
from feedback.language.offered import offered, spoken_to
from feedback.language.speech import speaking
from feedback.paper.tabs import tabs


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """List whom an interviewer can ask, with name and number, on record."""
    found = rounds_of(request.user)
    context = {
        "tabs": tabs("interviews", user=request.user),
        "rounds": [
            {"held": held, "persons": to_ask(held, request.user)} for held in found
        ],
    }
    return render(request, "feedback/interview/index.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the questions one by one, and take what is answered."""
    invitation = find(pk, by=request.user)
    held = invitation.round
    if held is None:
        raise PermissionDenied
    language = chosen(request, invitation)
    form = InterviewForm(
        posted(request),
        instrument=held.asked,
        items=held.items,
        held=held,
    )
    if form.is_valid():
        with refusals_shown_on(form):
            actions.write_down(
                pk,
                by=request.user,
                mode=form.cleaned_data["mode"],
                helped=form.cleaned_data["helped"],
                answers=form.answers,
                text=form.words,
                call_me=form.wants_call,
                language=language,
            )
            messages.success(request, kept(form))
            return redirect("interviews")
    record_read(invitation, by=request.user, purpose=PURPOSE)
    context: dict[str, Any] = {
        "form": form,
        "invitation": invitation,
        "held": held,
        "spoken": language,
        "own": get_language(),
        "languages": [
            {
                "code": code,
                "label": name,
                "href": f"?lang={code}",
                "current": code == language,
            }
            for code, name in offered(held.instrument)
        ],
        "hidden": {"lang": language},
    }
    with speaking(language):
        return show_questions(request, "feedback/interview/ask.html", context)


def kept(form: InterviewForm) -> str:
    """Return what an interviewer is told about what was sent in."""
    if form.only_wants_call:
        return _("The wish for a call is passed on. No question is answered yet.")
    return _("The answers are kept.")


def chosen(request: SignedInRequest, invitation: Invitation) -> str:
    """Return the language chosen on the page, else the citizen's if offered."""
    wanted = request.POST.get("lang") or request.GET.get("lang") or ""
    recipient = invitation.recipient
    own = recipient.language if recipient else ""
    known = {code for code, _name in offered(invitation.instrument)}
    return wanted if wanted in known else spoken_to(own, invitation.instrument)


@require_http_methods(["GET", "POST"])
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that somebody would rather not answer."""
    invitation = find(pk, by=request.user)
    form = DeclineForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.decline(pk, by=request.user, for_good=form.cleaned_data["for_good"])
            messages.success(request, _("It is noted. Nobody asks again."))
            return redirect("interviews")
    record_read(invitation, by=request.user, purpose=PURPOSE)
    return show(request, "feedback/interview/decline.html", form, invitation=invitation)
