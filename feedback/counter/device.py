"""The pages on the tablet: begin, answer, thanks; nothing of anybody stays on it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from coordination.models import Municipality
from feedback.counter.actions import take
from feedback.counter.forms import CodeForm, new_key, read_key
from feedback.counter.models import Counter
from feedback.invitation.forms import AnswerForm
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import guessed_too_often, note_guess
from feedback.invitation.token import digest
from feedback.invitation.views import guessed, show
from feedback.language.offered import offered
from feedback.language.speech import speaking

View = Callable[[HttpRequest, Counter, str], HttpResponse]


def on_the_tablet(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Show a page to the device whose address it is, in the language chosen on it.

    The address is the secret, so a token in a cookie adds nothing.
    """

    @csrf_exempt
    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, secret: str) -> HttpResponse:
        rows = Counter.objects.select_related("round")
        counter = rows.filter(digest=digest(secret)).first()
        if counter is None:
            response = guessed(request)
        else:
            # citizens hold the device now: nobody's work may be open on it
            if request.user.is_authenticated:
                logout(request)
            language = chosen(request, counter.round.instrument)
            with speaking(language):
                response = (
                    view(request, counter, secret)
                    if counter.is_in_use
                    else over(request)
                )
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


@on_the_tablet
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, counter: Counter, secret: str) -> HttpResponse:
    """Let somebody begin, then show the questions, then take the answers once."""
    start = CodeForm(
        request.POST if request.method == "POST" else None,
        held=counter.round,
        too_many=guessed_too_often(request),
    )
    key = read_key(counter, request.POST.get("key", ""))
    if not start.is_valid():
        if start.is_guess:
            note_guess(request)
        # pressed twice: the first press has stored it
        return (
            to_thanks(request, counter, secret)
            if key and start.is_answered
            else begin(request, counter, start)
        )
    invitation: Invitation | None = start.cleaned_data.get("code")
    language = chosen(request, counter.round.instrument)
    form = AnswerForm(
        request.POST if key else None,
        instrument=counter.round.asked,
        items=counter.round.items,
        may_call=invitation is not None,
    )
    if key and form.is_valid():
        stored = take(
            counter,
            invitation=invitation,
            key=key,
            answers=form.answers,
            text=form.words,
            call_me=form.wants_call,
            language=language,
        )
        if stored and form.only_wants_call:
            page = "feedback/counter/called.html"
            return render(request, page, frame(request, secret))
        done = stored or (invitation is not None and has_answered(invitation))
        return to_thanks(request, counter, secret) if done else over(request)
    form.sounds = counter.round.sounds(language)
    context = {
        **frame(request, secret),
        "form": form,
        "hidden": {
            "code": request.POST.get("code", ""),
            "lang": language,
            "key": request.POST["key"] if key else new_key(counter),
        },
    }
    return show(request, "feedback/counter/answer.html", context)


def has_answered(invitation: Invitation) -> bool:
    """Say whether there is an answer already, given elsewhere at the same time."""
    rows = Invitation.objects.filter(pk=invitation.pk)
    return rows.filter(state=Invitation.State.ANSWERED).exists()


def to_thanks(request: HttpRequest, counter: Counter, secret: str) -> HttpResponse:
    """Go to a page that can be loaded again without sending anything."""
    place = reverse("counter-thanks", args=[secret])
    language = chosen(request, counter.round.instrument)
    return HttpResponseRedirect(f"{place}?lang={language}", status=HTTPStatus.SEE_OTHER)


def begin(request: HttpRequest, counter: Counter, form: CodeForm) -> HttpResponse:
    """Show the first page, with the languages to choose among."""
    language = chosen(request, counter.round.instrument)
    context = {
        **frame(request, request.path.strip("/").rsplit("/", 1)[-1]),
        "form": form,
        "title": counter.round.title,
        "lang": language,
        "languages": [
            {
                "code": code,
                "label": name,
                "href": f"?lang={code}",
                "current": code == language,
            }
            for code, name in offered(counter.round.instrument)
        ],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "feedback/counter/begin.html", context, status=status)


@on_the_tablet
@require_safe
def thanks(request: HttpRequest, _counter: Counter, secret: str) -> HttpResponse:
    """Thank, and go back to the first page by itself."""
    return render(request, "feedback/counter/thanks.html", frame(request, secret))


def over(request: HttpRequest) -> HttpResponse:
    """Say that nobody can answer on this device any more."""
    context = {"sender": Municipality.current().name}
    status = HTTPStatus.GONE
    return render(request, "feedback/counter/over.html", context, status=status)


def frame(_request: HttpRequest, secret: str) -> dict[str, Any]:
    """Return what is around every page on the tablet."""
    return {
        "sender": Municipality.current().name,
        "start": reverse("counter-answer", args=[secret]),
    }


def chosen(request: HttpRequest, instrument: str) -> str:
    """Return the language chosen on the first page, else Danish."""
    known = {code for code, _name in offered(instrument)}
    wanted = request.POST.get("lang") or request.GET.get("lang") or ""
    return wanted if wanted in known else settings.LANGUAGE_CODE
