"""Pages about languages: what is offered, and who has checked it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from coordination.administration.tabs import tabs
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models.organisation import Role
from coordination.pages import posted
from feedback.audio.actions import KEEPERS
from feedback.instrument.catalogue import (
    Instrument,
    NoInstrument,
    holes,
    load,
    readable,
    title_of,
)
from feedback.instrument.translation import PAGE, Language, languages
from feedback.language import actions
from feedback.language.forms import CheckForm
from feedback.language.models import Check
from feedback.language.offered import OURS, Tongue, standing, tongues

P = ParamSpec("P")


def keepers_only(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponse]:
    """Refuse a page to all but leaders and administrators."""

    @wraps(view)
    def guarded(
        request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not request.user.has_role(*KEEPERS):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@keepers_only
def index(request: SignedInRequest) -> HttpResponse:
    """List the languages, with what can be answered in each."""
    administers = request.user.has_role(Role.ADMINISTRATOR)
    context = {
        "tongues": [described(each) for each in tongues()],
        "instruments": [spoken_in(each) for each in readable()],
        "tabs": tabs("languages") if administers else [],
    }
    return render(request, "feedback/language/index.html", context)


def spoken_in(asked: Instrument) -> dict[str, Any]:
    """Return an instrument with the languages it can be asked in."""
    codes = sorted(asked.languages, key=lambda code: (code not in dict(OURS), code))
    return {
        "code": asked.code,
        "title": asked.title,
        "spoken_in": [(code, name_of(code)) for code in codes],
    }


def described(tongue: Tongue) -> dict[str, Any]:
    """Return a language with how it stands for each questionnaire it has words for."""
    language = languages().get(tongue.code)
    told = [part for part in sorted(language.parts) if part != PAGE] if language else []
    return {
        "tongue": tongue,
        "instruments": [
            (title_of(part), standing(language, PAGE, part))
            for part in told
            if language is not None
        ],
    }


@require_http_methods(["GET", "POST"])
@keepers_only
def check(request: SignedInRequest, code: str) -> HttpResponse:
    """Let an administrator name who has checked a language; show what it says."""
    language = actions.language_of(code)
    form = CheckForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.check(code, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("Citizens can now answer in %(name)s.") % {"name": language.name},
            )
            return redirect("language-check", code)
    checks = Check.objects.in_force().filter(language=code).order_by("part")
    return show(
        request,
        "feedback/language/check.html",
        form,
        spoken=language,
        rtl=code in settings.LANGUAGES_BIDI,
        checks=checks[:1],
        standing=standing(language, PAGE),
        parts=[words_of(language, part) for part in sorted(language.parts)],
        administers=request.user.has_role(Role.ADMINISTRATOR),
    )


def words_of(language: Language, part: str) -> dict[str, Any]:
    """Return what has to be checked: each text beside what it stands for."""
    if part == PAGE:
        title, holes = _("The pages around the questions"), language.page_holes
        pairs = list(language.page.items())
    else:
        title, holes, pairs = words_of_instrument(language, part)
    how = standing(language, PAGE, part)
    return {"title": title, "standing": how, "holes": holes, "pairs": pairs}


def words_of_instrument(
    language: Language, part: str
) -> tuple[str, list[str], list[tuple[str, str]]]:
    """Return an instrument's title, what is not translated, and what is."""
    try:
        asked = load(part)
    except NoInstrument:
        return part, [], []
    missing = holes(asked, language.parts[part])
    if missing:
        return asked.title, missing, []
    texts = [asked.titles] if asked.titles else []
    texts += [theme.texts for theme in asked.themes]
    texts += [item.texts for item in asked.items]
    texts += [choice.texts for scale in asked.scales for choice in scale.choices]
    code = language.code
    return asked.title, [], [(each["en"], each[code]) for each in texts if code in each]


@require_POST
@keepers_only
def stop(request: SignedInRequest, code: str) -> HttpResponse:
    """Offer a language no longer."""
    actions.stop(code, by=request.user)
    messages.success(request, _("The language is not offered any more."))
    return redirect("languages")


def name_of(code: str) -> str:
    """Return what a language calls itself."""
    return dict(OURS).get(code) or languages()[code].name
