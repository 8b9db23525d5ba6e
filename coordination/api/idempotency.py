"""Unsafe calls that may be repeated: the same key gets the same answer, once."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.models import IdempotencyKey, User
from coordination.periodic import periodic
from coordination.workflow import whole

LONGEST = 80
KEPT = timedelta(days=2)


class InFlight(exceptions.APIException):
    """The first call with this key has not been answered yet."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = gettext_lazy(
        "The first call with this Idempotency-Key is still being worked on. Wait a"
        " moment, then ask again with the same key."
    )


class KeyReused(exceptions.APIException):
    """The key stands for another call."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = gettext_lazy(
        "This Idempotency-Key was used for another call. Use a new key for each call."
    )


def once(
    request: Request, work: Callable[[], Response], *, keep: bool = True
) -> Response:
    """Do the work of an unsafe call once for its Idempotency-Key; else just do it.

    Same key and same words: the first answer again. Same key, other words: 422. Still
    under way: 409. The key is stored in the transaction of the work, so neither is
    there without the other, and a refusal leaves the key free to be tried again. With
    `keep=False` only the key is stored: an answer too private to lie about is made
    anew.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return work()
    if len(key) > LONGEST:
        raise exceptions.ValidationError(
            _("The Idempotency-Key is longer than 80 characters.")
        )
    return _once(request, work, key=key, keep=keep)


@whole
def _once(
    request: Request, work: Callable[[], Response], *, key: str, keep: bool
) -> Response:
    user = cast(User, request.user)
    _claim(f"{user.pk}:{key}")
    asked = digest(request)
    row = IdempotencyKey.objects.filter(user=user, key=key).first()
    if row and row.digest != asked:
        raise KeyReused
    if row and row.body is not None:
        return _again(row)
    response = work()
    if row is None:
        IdempotencyKey.objects.create(
            user=user,
            key=key,
            digest=asked,
            status=response.status_code,
            body=response.data if keep else None,
            etag=response.get("ETag", ""),
        )
    return response


def digest(request: Request) -> str:
    """Return what tells one call from another."""
    body = json.dumps(request.data, sort_keys=True)
    call = f"{request.method}\n{request.path}\n{body}"
    return hashlib.sha256(call.encode()).hexdigest()


def _claim(name: str) -> None:
    # held until the transaction ends; a second caller is told at once, not queued
    number = hashlib.sha256(name.encode()).digest()[:8]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s)",
            [int.from_bytes(number, signed=True)],
        )
        (mine,) = cast(tuple[Any], cursor.fetchone())
    if not mine:
        raise InFlight


def _again(row: IdempotencyKey) -> Response:
    response = Response(row.body, status=row.status)
    if row.etag:
        response["ETag"] = row.etag
    return response


@periodic("idempotency.forget")
def forget_old_keys(at: datetime) -> int:
    """Forget keys that no client will repeat any more."""
    deleted, _each = IdempotencyKey.objects.filter(at__lt=at - KEPT).delete()
    return deleted
