"""The citizen's page: the questions, and what is said when they cannot be asked."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coordination.database import prepared
from coordination.http import WITH_SOUND
from coordination.models import Municipality
from coordination.workflow import Refused
from feedback.answer.intake import answer as store
from feedback.audio.models import recordings
from feedback.instrument.catalogue import load
from feedback.invitation import actions
from feedback.invitation.forms import AnswerForm
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import note_guess, strangers_guess
from feedback.invitation.token import digest
from feedback.language.offered import offered
from feedback.language.speech import speaking

State = Invitation.State
# Written out, with all that the pages ask for: to have Django match what comes was a
# quarter of the work of storing a citizen's answers.
COLUMNS = [
    field.attname
    for field in Invitation._meta.concrete_fields
    if field.name != "may_not_interview"
]
OF_LINK = (
    f"SELECT {', '.join(COLUMNS)} FROM feedback_invitation"  # noqa: S608 - our own names
    " WHERE token_digest = %s"
)
View = Callable[[HttpRequest, str], HttpResponse]


def find(secret: str) -> Invitation | None:
    """Return the invitation a link belongs to, unless its time is over."""
    with prepared() as cursor:
        cursor.execute(OF_LINK, [digest(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    invitation = Invitation.from_db(connection.alias, COLUMNS, row)
    still_open = (
        invitation.state == State.SENT
        and invitation.closes_at is not None
        and invitation.closes_at > timezone.now()
    )
    return invitation if still_open or invitation.state == State.ANSWERED else None


def no_referrer(view: View) -> View:
    """Tell no other page where the citizen came from: the address is the secret."""

    @wraps(view)
    def answer_privately(request: HttpRequest, secret: str) -> HttpResponse:
        response = view(request, secret)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer_privately


# The link itself is the secret that another site would have to know, so a token in a
# cookie adds nothing, and phones that refuse cookies can answer.
@csrf_exempt
@login_not_required
@never_cache
@no_referrer
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the questions to whoever opens the link; take the answers, once."""
    invitation = find(secret)
    if invitation is None:
        return guessed(request)
    if invitation.state == State.ANSWERED:
        return answered(request, invitation, secret)
    language, held = language_of(request, invitation), invitation.round
    with speaking(language):
        form = AnswerForm(
            request.POST if request.method == "POST" else None,
            instrument=held.asked if held else load(invitation.instrument),
            items=held.items if held else (),
        )
        if form.is_valid():
            first = store(
                invitation,
                answers=form.answers,
                text=form.words,
                call_me=form.wants_call,
                language=language,
            )
            if not first:
                return answered(request, invitation, secret)
            if form.only_wants_call:
                return say(request, "called", language)
            return HttpResponseRedirect(
                f"{request.path}?lang={language}", status=HTTPStatus.SEE_OTHER
            )
        form.sounds = (
            held.sounds(language)
            if held
            else recordings(invitation.instrument, language)
        )
        context = {
            **frame(request, language, invitation),
            "form": form,
            "round": invitation.round,
            "stop": stop_of(secret, language),
        }
        return show(request, "feedback/invitation/answer.html", context)


def show(request: HttpRequest, page: str, context: dict[str, Any]) -> HttpResponse:
    """Show a page with questions, with recordings of them where there are any."""
    form: AnswerForm = context["form"]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    response = render(request, page, context, status=status)
    if form.sounds:
        response["Content-Security-Policy"] = WITH_SOUND
    return response


@csrf_exempt
@login_not_required
@never_cache
@no_referrer
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """Let a citizen say, also after the answer, that they want no more questions.

    Looking says nothing: whoever comes back to the address is led to the questions.
    """
    if request.method != "POST":
        return redirect("survey", secret)
    invitation = find(secret)
    if invitation is None:
        return guessed(request)
    try:
        actions.opt_out(invitation)
    except Refused:  # over since the page was shown
        return closed(request)
    # there is no such page in another language: it comes once, after the press
    return say(request, "stopped", language_of(request, invitation), languages="")


def guessed(request: HttpRequest) -> HttpResponse:
    """Count a wrong link, and say the same of it as of an old one, until they are many.

    A right one always works, also behind an address that somebody guesses from.
    """
    if strangers_guess(request):
        return closed(request, status=HTTPStatus.TOO_MANY_REQUESTS)
    note_guess(request)
    return closed(request)


def closed(request: HttpRequest, status: int = HTTPStatus.NOT_FOUND) -> HttpResponse:
    """Say that the link does not work, in the same way whether it ever did."""
    return say(request, "closed", language_of(request, None), status=status)


def answered(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """Thank for the answers; nobody can change them or send others."""
    status = HTTPStatus.GONE if request.method == "POST" else HTTPStatus.OK
    language = language_of(request, invitation)
    stop = stop_of(secret, language)
    return say(request, "answered", language, status=status, stop=stop)


def stop_of(secret: str, language: str) -> str:
    """Return where to say that one does not want to be asked again."""
    return f"{reverse('survey-stop', args=[secret])}?lang={language}"


def say(
    request: HttpRequest,
    page: str,
    language: str,
    *,
    status: int = HTTPStatus.OK,
    **told: str,
) -> HttpResponse:
    """Show one of the pages without questions."""
    with speaking(language):
        name = f"feedback/invitation/{page}.html"
        context = {**frame(request, language), **told}
        return render(request, name, context, status=status)


def language_of(request: HttpRequest, invitation: Invitation | None) -> str:
    """Return the language chosen on the page, else the citizen's, else Danish."""
    known = [code for code, _name in offered(instrument_of(invitation))]
    wanted = [
        request.GET.get("lang", ""),
        invitation.language if invitation else "",
        settings.LANGUAGE_CODE,
    ]
    return next(code for code in wanted if code in known)


def instrument_of(invitation: Invitation | None) -> str:
    """Return what is asked, if anything is."""
    return invitation.instrument if invitation else ""


def frame(
    request: HttpRequest, language: str, invitation: Invitation | None = None
) -> dict[str, Any]:
    """Return what is around every page of the citizen's."""
    return {
        "sender": Municipality.current().name,
        "languages": [
            {
                "code": code,
                "label": name,
                "href": f"?lang={code}",
                "current": code == language,
            }
            for code, name in offered(instrument_of(invitation))
        ],
    }
