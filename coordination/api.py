"""The edges that all API endpoints share."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from coordination.models import IdempotencyKey, User
from coordination.workflow import NotVisible, Refused, Stale


def answer_refusal(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn a refusal into its status and a sentence in the person's language."""
    sentences: list[tuple[type[Exception], int, str]] = [
        (
            NotVisible,
            404,
            _("Not found, or not yours to see. Ask the coordinator or your leader."),
        ),
        (
            Http404,
            404,
            _("Not found, or not yours to see. Ask the coordinator or your leader."),
        ),
        (
            PermissionDenied,
            403,
            _(
                "You may see this, but not do it. The department that holds the baton"
                " or the coordinator can."
            ),
        ),
        (
            Stale,
            412,
            _("Somebody changed this after you read it. Read it again first."),
        ),
        (Refused, 409, str(error)),
    ]
    for kind, code, sentence in sentences:
        if isinstance(error, kind):
            return Response({"detail": sentence}, status=code)
    if isinstance(error, ValidationError):
        return Response({"detail": " ".join(error.messages)}, status=400)
    return exception_handler(error, context)


def version_asked(request: Request) -> int | None:
    """Return the version in If-Match; None when the caller names none."""
    tag = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not tag or tag == "*":
        return None
    try:
        return int(tag)
    except ValueError as error:
        raise Stale from error


def tagged(response: Response, version: int) -> Response:
    """Return the response with the version as its ETag."""
    response["ETag"] = f'"{version}"'
    return response


Method = Callable[..., Response]


def idempotent(method: Method) -> Method:
    """Answer a repeated unsafe call with the first answer, in its own transaction.

    Same key and same body: the same result. Same key and another body: 422. The key
    is stored together with the effect, so neither exists without the other.
    """

    @wraps(method)
    def run(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return method(view, request, *args, **kwargs)
        if len(key) > IdempotencyKey._meta.get_field("key").max_length:  # type: ignore[operator]
            raise exceptions.ValidationError(
                {"detail": _("The Idempotency-Key is longer than 80 characters.")}
            )
        user = cast(User, request.user)
        body = json.dumps(request.data, sort_keys=True, default=str)
        asked = hashlib.sha256(f"{request.path}\n{body}".encode()).hexdigest()
        if known := _answered(user, key, asked):
            return known
        try:
            with transaction.atomic():
                row = IdempotencyKey.objects.create(user=user, key=key, digest=asked)
                response = method(view, request, *args, **kwargs)
                row.status = response.status_code
                row.body = json.loads(json.dumps(response.data, default=str))
                row.etag = response.get("ETag", "")
                row.save()
                return response
        except IntegrityError:
            if known := _answered(user, key, asked):
                return known
            raise

    return run


def _answered(user: User, key: str, asked: str) -> Response | None:
    row = IdempotencyKey.objects.filter(user=user, key=key).first()
    if row is None:
        return None
    if row.digest != asked:
        return Response(
            {"detail": _("This Idempotency-Key was used for another call.")},
            status=status.HTTP_422_UNPROCESSABLE_ENTITY,
        )
    response = Response(row.body, status=row.status)
    if row.etag:
        response["ETag"] = row.etag
    return response
