"""The demo's post office: what has been sent, so that a reader can look at it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from coordination.models.message import Channel

SHOWN = 200


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the newest post first."""
    context = {"posts": newest(SHOWN)}
    return render(request, "coordination/post/index.html", context)


@login_not_required
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show one message as it was sent."""
    context = {"post": read(file_of(number, "json"))}
    return render(request, "coordination/post/one.html", context)


@login_not_required
@require_safe
def letter(_request: HttpRequest, number: int) -> FileResponse:
    """Show a letter as it was printed."""
    found = file_of(number, "pdf")
    return FileResponse(found.open("rb"), content_type="application/pdf")


def newest(limit: int) -> list[dict[str, Any]]:
    """Return what was sent last, as it lies in the folder."""
    folder = outbox()
    files = sorted(folder.glob("*.json"), key=lambda f: f.stat().st_mtime, reverse=True)
    return [read(file) for file in files[:limit]]


def read(file: Path) -> dict[str, Any]:
    """Return one message with its number, its time and its letter."""
    post: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    sent_at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    link = post.get("link", "")
    return {
        **post,
        "number": int(file.stem),
        "sent_at": sent_at,
        "channel": Channel(post["channel"]).label,
        "is_letter": file.with_suffix(".pdf").exists(),
        "place": link.removeprefix(settings.SITE_ADDRESS) if is_ours(link) else "",
    }


def is_ours(link: str) -> bool:
    """Say whether a link leads to this site."""
    host = settings.SITE_ADDRESS.split("//", 1)[-1]
    return bool(link) and url_has_allowed_host_and_scheme(link, {host})


def file_of(number: int, suffix: str) -> Path:
    """Return a message's file, otherwise 404."""
    found = outbox() / f"{number}.{suffix}"
    if not found.exists():
        raise Http404
    return found


def outbox() -> Path:
    """Return the folder, in the demo only."""
    if not settings.DEMO:
        raise Http404
    return Path(settings.POST_FOLDER)
