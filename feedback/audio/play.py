"""Sending a recording to whoever answers; browsers ask for it in pieces."""

import re
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from feedback.audio.models import Recording
from feedback.audio.sound import KINDS

# One piece, as players ask for it (RFC 9110 §14.1.2); anything else gets it whole.
PIECE = re.compile(r"bytes=(\d{0,9})-(\d{0,9})")


@login_not_required
@require_safe
def play(request: HttpRequest, digest: str, kind: str) -> HttpResponse:
    """Return a recording, or the piece of it that is asked for."""
    found = Recording.objects.filter(digest=digest, kind=kind).first()
    if found is None:
        raise Http404
    content = bytes(found.content)
    response = piece_of(content, request.headers.get("Range", ""))
    response["Content-Type"] = KINDS[kind]
    response["Accept-Ranges"] = "bytes"
    response["Content-Security-Policy"] = "default-src 'none'"
    # the address is made of the content, which therefore never changes
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def piece_of(content: bytes, wanted: str) -> HttpResponse:
    """Return the whole, one piece, or that there is no such piece."""
    size, asked = len(content), PIECE.fullmatch(wanted)
    if asked is None or not (asked[1] or asked[2]):
        return HttpResponse(content)
    if asked[1]:
        first = int(asked[1])
        last = min(int(asked[2]) if asked[2] else size, size - 1)
    else:
        first, last = max(size - int(asked[2]), 0), size - 1
    if first > last:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    response = HttpResponse(
        content[first : last + 1], status=HTTPStatus.PARTIAL_CONTENT
    )
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response
