"""The pages for answers on paper: printing them empty, typing them in."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.pages import posted
from feedback.audio.actions import KEEPERS
from feedback.counter.views import taking
from feedback.instrument.catalogue import load
from feedback.interview.asking import is_staff
from feedback.invitation.forms import AnswerForm
from feedback.invitation.mode import Mode
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import guessed_too_often, note_guess
from feedback.language.offered import offered
from feedback.paper import actions
from feedback.paper.forms import PaperForm, new_key, read_key
from feedback.paper.sheet import questionnaire_pdf
from feedback.paper.tabs import tabs
from feedback.round.models import Round


@require_http_methods(["GET", "POST"])
def type_in(request: SignedInRequest) -> HttpResponse:
    """Ask for the code, then show the questions, then store what was ticked."""
    if not is_staff(request.user):
        raise PermissionDenied
    if guessed_too_often(request):
        return too_often(request)
    rounds = taking(Mode.PAPER)
    paper = PaperForm(posted(request), rounds=rounds)
    if not paper.is_valid():
        if paper.is_guess:
            note_guess(request)
        return find(request, paper, rounds)
    invitation: Invitation | None = paper.cleaned_data.get("invitation")
    held: Round | None = paper.cleaned_data.get("round")
    if invitation:
        held = invitation.round
        with refusals_shown_on(paper):
            actions.refuse_helper(request.user, invitation)
    if paper.errors:
        return find(request, paper, rounds)
    return questions(request, invitation, held)


def find(
    request: SignedInRequest, paper: PaperForm, rounds: list[Round]
) -> HttpResponse:
    """Ask for the code of a paper."""
    return show(
        request,
        "feedback/paper/find.html",
        paper,
        rounds=rounds,
        tabs=tabs("paper", user=request.user),
        keeps_recordings=request.user.has_role(*KEEPERS),
    )


def questions(
    request: SignedInRequest, invitation: Invitation | None, held: Round | None
) -> HttpResponse:
    """Show the questions of one paper, or store what was ticked on it."""
    row = invitation or held
    code = row.instrument if row else ""
    key = read_key(request.user, request.POST.get("key", ""))
    language = request.POST.get("lang", "")
    # a key that is over says so; what was ticked stays on the page
    form = AnswerForm(
        request.POST if "key" in request.POST else None,
        instrument=held.asked if held else load(code),
        items=held.items if held else (),
        may_call=invitation is not None,
    )
    known = dict(offered(code))
    if form.is_bound and key is None:
        form.add_error(
            None,
            _("The page had been open too long. Look at the answers, and keep them."),
        )
    if form.is_valid():
        with refusals_shown_on(form):
            said: dict[str, Any] = {
                "by": request.user,
                "answers": form.answers,
                "text": form.words,
                "language": language if language in known else "da",
            }
            if invitation:
                actions.type_in(invitation, call_me=form.wants_call, **said)
            elif held and key:
                actions.type_in_unasked(held, key=key, **said)
            messages.success(request, kept(form))
            return redirect("paper")
    context = {
        "form": form,
        "invitation": invitation,
        "held": held,
        "languages_of_paper": known.items(),
        "spoken": language,
        "hidden": {
            "code": request.POST.get("code", ""),
            "round": request.POST.get("round", ""),
            "key": request.POST["key"] if key else new_key(request.user),
        },
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "feedback/paper/type.html", context, status=status)


def kept(form: AnswerForm) -> str:
    """Return what whoever types is told about what was sent in."""
    if form.only_wants_call:
        return _("The wish for a call is passed on. Shred the paper.")
    return _("The paper is typed in. Shred it.")


def too_often(request: SignedInRequest) -> HttpResponse:
    """Say that there were too many wrong codes, and when to go on."""
    status = HTTPStatus.TOO_MANY_REQUESTS
    return render(request, "feedback/paper/wait.html", status=status)


@require_safe
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return the empty questionnaire of a round, to print as many as are needed."""
    if not is_staff(request.user):
        raise PermissionDenied
    held = next((one for one in taking(Mode.PAPER) if one.pk == pk), None)
    if held is None:
        raise Http404
    response = HttpResponse(content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="stafet-{pk}.pdf"'
    response.write(pdf_of(held))
    return response


def pdf_of(held: Round) -> bytes:
    """Return a round's questions on paper, in Danish."""
    return questionnaire_pdf(held.asked, held.items)
