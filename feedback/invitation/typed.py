"""The page on which a citizen types the code from a letter."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from feedback.invitation.code import invitation_with
from feedback.invitation.throttle import guessed_too_often, note_guess, strangers_guess
from feedback.invitation.token import token
from feedback.invitation.views import closed, find, frame, language_of
from feedback.language.speech import speaking


class TypedCodeForm(forms.Form):
    """The code from a letter."""

    code = forms.CharField(max_length=40)


# Nothing is changed by it, and a stranger's code is no way to anybody's answers.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    """Take the code, and go to the questions it belongs to."""
    if request.method == "POST" and guessed_too_often(request):
        return closed(request, status=HTTPStatus.TOO_MANY_REQUESTS)
    language = language_of(request, None)
    with speaking(language):
        form = TypedCodeForm(request.POST if request.method == "POST" else None)
        context: dict[str, Any] = {**frame(request, language), "form": form}
        if form.is_valid():
            asked = invitation_with(form.cleaned_data["code"])
            if asked is not None and find(token(asked)) is not None:
                # who chose no language here is asked in their own
                chosen = request.GET.get("lang") == language
                place = reverse("survey", args=[token(asked)])
                return HttpResponseRedirect(
                    f"{place}?lang={language}" if chosen else place,
                    status=HTTPStatus.SEE_OTHER,
                )
            if strangers_guess(request):  # a right code works however many guess
                return closed(request, status=HTTPStatus.TOO_MANY_REQUESTS)
            note_guess(request)
            form.add_error("code", _("We do not know this code. Look at it once more."))
        elif form.is_bound:
            form.errors["code"] = form.error_class([_("Write your code.")])
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return render(request, "feedback/invitation/code.html", context, status=status)
