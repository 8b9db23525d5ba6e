"""Pages on which each question can be heard, and given a voice."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.forms import refusals_shown_on, show
from coordination.http import WITH_SOUND, SignedInRequest
from coordination.pages import posted, reach
from feedback.audio import actions
from feedback.audio.forms import SoundForm
from feedback.audio.models import recordings
from feedback.instrument.catalogue import Instrument, NoInstrument, load
from feedback.instrument.words import ORIGINAL
from feedback.language.views import keepers_only, name_of
from feedback.round.models import Round


@require_http_methods(["GET", "POST"])
@keepers_only
def of_instrument(request: SignedInRequest, code: str, instrument: str) -> HttpResponse:
    """Let an instrument's questions be heard in a language, and take recordings."""
    back = (_("Languages"), reverse("languages"))
    return sounds(request, instrument_in(instrument, code), code, back=back)


@require_http_methods(["GET", "POST"])
@keepers_only
def of_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a round's own questions be heard, and take recordings of them."""
    held = reach(request, Round.objects.all(), pk, purpose="management")
    if not held.local_items:
        raise Http404
    back = (held.name, held.get_absolute_url())
    return sounds(request, held.own_questions, ORIGINAL, back=back)


def sounds(
    request: SignedInRequest, asked: Instrument, code: str, *, back: tuple[str, str]
) -> HttpResponse:
    """Show each question with its recording; keep or remove one."""
    if "remove" in request.POST:
        actions.remove(
            by=request.user,
            instrument=asked,
            language=code,
            item=request.POST["remove"],
        )
        messages.success(request, _("The recording is removed."))
        return redirect(request.path)
    files = request.FILES if request.method == "POST" else None
    form = SoundForm(posted(request), files, instrument=asked)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.keep(
                form.cleaned_data["sound"],
                by=request.user,
                instrument=asked,
                language=code,
                item=form.cleaned_data["item"],
            )
            messages.success(request, _("The recording is kept."))
            return redirect(request.path)
    heard = recordings(asked.code, code)
    response = show(
        request,
        "feedback/language/sounds.html",
        form,
        back=back,
        spoken={
            "code": code,
            "name": name_of(code),
            "rtl": code in settings.LANGUAGES_BIDI,
        },
        asked=asked,
        rows=[
            {"item": item, "text": item.texts[code], "sound": heard.get(item.code)}
            for item in asked.items
        ],
    )
    response["Content-Security-Policy"] = WITH_SOUND
    return response


def instrument_in(name: str, code: str) -> Instrument:
    """Return an instrument that can be answered in a language, otherwise 404."""
    try:
        asked = load(name)
    except NoInstrument as error:
        raise Http404 from error
    if code not in asked.languages:
        raise Http404
    return asked
