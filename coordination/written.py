"""What somebody typed is not lost to a sign-in that ran out in the meantime.

The typed fields travel through the browser alone, as hidden fields of a page: no
session, cache or address holds them. Sent back with a mark they are never taken for
an order: the request becomes a look at the page, with its form filled in again.
"""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

MARK = "_written_by"
FORM = "application/x-www-form-urlencoded"
LONGEST = 100_000  # characters; more than anybody types, little to send twice
SECRETS = ("csrf", "password", "oldpassword", MARK)
# Shorter answers are quicker to type again than to find on the page.
WORTH_KEEPING = 20

Answer = Callable[[HttpRequest], HttpResponseBase]


class Returning(HttpRequest):
    """A request that brings back what was typed before."""

    written: QueryDict
    written_is_shown: bool


class WrittenBefore:
    """Shows a form again with what was typed before the person had to sign in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Turn fields that are sent back with the mark into a look at their page."""
        if request.method != "POST" or request.content_type != FORM:
            return self.get_response(request)
        written = request.POST
        if MARK not in written:
            return self.get_response(request)
        request.method = request.META["REQUEST_METHOD"] = "GET"
        request.POST = QueryDict()
        if not is_from_us(request):
            return self.get_response(request)
        returning = cast("Returning", request)
        returning.written, returning.written_is_shown = written, False
        response = self.get_response(request)
        if returning.written_is_shown or not is_writer(returning):
            return response
        from coordination.http import form_expired

        return form_expired(request)


def is_from_us(request: HttpRequest) -> bool:
    """Say whether the browser sends this from a page of ours."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields that were typed, as they can be carried through a page."""
    typed: Any = getattr(request, "written", request.POST)
    found = [
        (name, text)
        for name, texts in typed.lists()
        for text in texts
        if not name.startswith(SECRETS)
    ]
    if sum(len(name) + len(text) for name, text in found) > LONGEST:
        return []
    return found


def texts_of(request: HttpRequest) -> list[str]:
    """Return what is worth copying of the fields that were typed."""
    return [text for _name, text in fields_of(request) if len(text) > WORTH_KEEPING]


def mark_of(request: HttpRequest) -> str:
    """Return who typed it, as far as the session that ran out still tells; signed."""
    if known := getattr(request, "written", {}).get(MARK):
        return str(known)
    if request.user.is_authenticated:
        return signing.dumps(str(request.user.pk), salt=MARK)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    ended = Session.objects.filter(session_key=key).first()
    writer = ended.get_decoded().get(SESSION_KEY, "") if ended else ""
    return signing.dumps(writer, salt=MARK)


def is_writer(request: "Returning") -> bool:
    """Say whether the person who is signed in now may be the one who typed it."""
    if not request.user.is_authenticated:
        return False
    try:
        writer = signing.loads(str(request.written[MARK]), salt=MARK)
    except signing.BadSignature:
        return False
    return writer in ("", str(request.user.pk))


def restore(request: HttpRequest, form: forms.BaseForm) -> None:
    """Fill in a form that is only looked at with what was typed before."""
    if form.is_bound or not hasattr(request, "written"):
        return
    returning = cast("Returning", request)
    if not is_writer(returning):
        return
    written = returning.written
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        if not field.widget.value_omitted_from_data(written, {}, key):
            form.initial[name] = field.widget.value_from_datadict(written, {}, key)
    returning.written_is_shown = True
    say_it_is_kept(request)


def say_it_is_kept(request: HttpRequest) -> None:
    """Tell who comes back to a form that this is what they wrote, and is not sent."""
    messages.info(
        request,
        _("This is what you wrote. Nothing is sent yet: look it over, and send it."),
    )
