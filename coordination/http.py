"""What every answer carries, what every page knows, and how a refusal is shown."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render, resolve_url
from django.template.loader import get_template

from coordination import written
from coordination.models import User
from coordination.navigation import account_of, navigation_of
from coordination.record import NotRecorded
from coordination.workflow import NotVisible, Refused, Stale

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    [
        "default-src 'none'",
        *(
            f"{kind}-src 'self'"
            for kind in (
                "script",
                "style",
                "img",
                "font",
                "connect",
                "manifest",
                "worker",
            )
        ),
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
# for the few pages on which something can be heard
WITH_SOUND = f"{POLICY}; media-src 'self'"
UNUSED = ("accelerometer", "camera", "geolocation", "microphone", "payment", "usb")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)


class SignedInRequest(HttpRequest):
    """A request that the sign-in middleware has let through."""

    user: User


LONGEST_NUMBER = 18  # digits that fit a key of the database


class ContentSecurityPolicy:
    """Lets a page load only from us, and use nothing of the device it does not need."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the policy, unless the view has one of its own."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class NoStore:
    """Keeps what a signed-in person has read out of every cache, the browser's too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and forbid keeping the answer when somebody is signed in."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Asks for sign-in; a fragment asks for it on the whole page, not inside itself."""

    def handle_no_permission(  # type: ignore[override]  # htmx wants no redirect
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        """Send the person to the sign-in page, and back again afterwards."""
        if "HX-Request" not in request.headers:
            if fields := self.typed(request):
                return signed_out(request, fields)
            return super().handle_no_permission(request, view_func)
        page = urlsplit(request.headers.get("HX-Current-URL", "/"))
        back = urlencode({"next": page._replace(scheme="", netloc="").geturl()})
        address = f"{resolve_url(settings.LOGIN_URL)}?{back}"
        return HttpResponse(
            status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": address}
        )

    @staticmethod
    def typed(request: HttpRequest) -> list[tuple[str, str]]:
        """Return what was typed on a page of ours and would be lost to a redirect."""
        posted = request.method == "POST" and request.content_type == written.FORM
        ours = posted and not request.path.startswith(("/account/", "/api/"))
        asked = ours or hasattr(request, "written")
        return written.fields_of(request) if asked else []


class Refusals:
    """Shows a refusal that no form could show, as a page with its sentence."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Turn what the kernel refuses into a page that says what to do next."""
        if isinstance(exception, NotVisible):
            return not_found(request)
        if isinstance(exception, Refused):
            place = exception.place_for(cast(User, request.user))
            context = {"sentence": str(exception), "place": place}
            return render(request, "409.html", context, status=HTTPStatus.CONFLICT)
        if isinstance(exception, Stale):
            return render(request, "412.html", status=HTTPStatus.PRECONDITION_FAILED)
        if isinstance(exception, NotRecorded):
            log.error("No event can be recorded", exc_info=exception)
            return unrecorded()
        return None


def number_in(asked: QueryDict, name: str) -> int | None:
    """Return the number an address carries under this name, if it is one."""
    text = asked.get(name) or ""
    fits = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if fits else None


def page(request: HttpRequest) -> dict[str, Any]:
    """Give every template the frame: where one can go, and as whom."""
    user = getattr(request, "user", None)
    here = request.get_full_path()
    if user is None or not user.is_authenticated:
        return {"here": here}
    return {
        "here": here,
        "navigation": navigation_of(user, path=request.path),
        "account": account_of(user),
    }


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that somebody else may do this."""
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that it is not here or not theirs, without saying which."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that we failed; asks nothing of what may be the cause."""
    body = get_template("500.html").render()
    return HttpResponse(body, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unrecorded() -> HttpResponse:
    """Say that nothing is shown or done while no record can be kept of it."""
    body = get_template("503.html").render()
    return HttpResponse(body, status=HTTPStatus.SERVICE_UNAVAILABLE)


def signed_out(request: HttpRequest, fields: list[tuple[str, str]]) -> HttpResponse:
    """Say that the sign-in ran out, and keep what was typed on the page."""
    context = {
        "fields": fields,
        "mark_name": written.MARK,
        "mark": written.mark_of(request),
    }
    status = HTTPStatus.UNAUTHORIZED
    response = render(request, "signed_out.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old, and give back what was written in it."""
    # only to the person who typed it: another site can send us a form as well
    texts = written.texts_of(request) if written.is_from_us(request) else []
    context = {"written": texts}
    return render(request, "form_expired.html", context, status=HTTPStatus.FORBIDDEN)


def first_page(request: HttpRequest, place: str) -> str:
    """Return the address where a list begins, from a later page; else nothing."""
    if place not in request.GET:
        return ""
    asked = request.GET.copy()
    del asked[place]
    return f"{request.path}?{asked.urlencode()}".rstrip("?")
