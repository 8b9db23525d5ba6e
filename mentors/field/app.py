"""What makes the mentor's pages an app: its manifest, its worker, its offline shell.

None of these knows who asks: they are the same bytes for everybody, and the phone may
keep them.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mentors.visit.forms import VisitForm

SCRIPTS = (
    "outbox",
    "seal",
    "sync",
    "status",
    "visit",
    "field",
    "leave",
    "shell",
    "worker",
)
FILES = (
    "field/field.css",
    *(f"field/{name}.js" for name in SCRIPTS),
    "js/page.js",
    "js/guard.js",
    "icons.svg",
    "favicon.svg",
)
ICONS = (("192", "any"), ("512", "any"), ("512", "maskable"))
COLOUR = "#0b5a8f"


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Tell a phone how the pages look on its home screen."""
    icons = [
        {
            "src": static(f"field/icon-{purpose}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS
    ]
    told = {
        "name": "Stafet",
        "short_name": "Stafet",
        "description": _("A mentor's day"),
        "lang": translation.get_language(),
        "id": reverse("field"),
        "start_url": reverse("field"),
        "scope": reverse("field"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": COLOUR,
        "icons": icons,
    }
    answer = JsonResponse(told, content_type="application/manifest+json")
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker: what it keeps, and under which name."""
    shells = [reverse("field-shell", args=[code]) for code, _name in settings.LANGUAGES]
    kept = json.dumps([*(static(name) for name in FILES), *shells])
    own = reverse("field-shell", args=[settings.LANGUAGE_CODE])
    body = (
        f'import {{ serve }} from "{static("field/worker.js")}";\n'
        f'serve("{version()}", {kept}, "{own}");\n'
    )
    answer = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
def shell(request: HttpRequest, language: str) -> HttpResponse:
    """Show the page for writing a visit without a connection; it knows nobody."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    answer = HttpResponse(shell_in(language))
    answer["Cache-Control"] = "no-cache"
    return answer


def shell_in(language: str) -> str:
    """Return the shell's page; made without the request, so nothing of it can stay."""
    with translation.override(language):
        form = VisitForm(colleagues=[], initial={"started_at": None, "kind": None})
        context = {"form": form, "is_shell": True}
        return render_to_string("mentors/field/shell.html", context)


@require_safe
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Ask before signing out while visits still wait on the phone."""
    return HttpResponse(render_to_string("mentors/field/leave.html", {}, request))


@lru_cache(maxsize=1)
def version() -> str:
    """Return what changes whenever a file of the app or its shell does."""
    found = hashlib.sha256()
    for name in FILES:
        found.update(read(name))
    for code, _name in settings.LANGUAGES:
        found.update(shell_in(code).encode())
    return found.hexdigest()[:16]


def read(name: str) -> bytes:
    """Return a static file as it is served, or as it lies in the project."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as opened:
            return bytes(opened.read())
    return Path(str(finders.find(name))).read_bytes()
