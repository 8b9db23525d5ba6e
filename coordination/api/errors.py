"""Every refusal of the API as its status and a sentence in the caller's language."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from coordination.api import sentences
from coordination.record import NotRecorded
from coordination.transaction import MEANWHILE, sqlstate
from coordination.workflow import NotVisible, Refused, Stale, busy

log = logging.getLogger(__name__)


class Unknown(APIView):
    """The answer to an address under /api/ that does not exist."""

    schema = None  # no part of the documentation
    http_method_names = ["get", "post", "put", "patch", "delete"]

    def _refuse(self, request: Request, **_path: Any) -> Response:
        raise Http404

    get = post = put = patch = delete = _refuse


def name_no_options() -> None:
    """Let `Allow` name what is answered: without metadata, OPTIONS is refused."""
    APIView.http_method_names = [
        name for name in APIView.http_method_names if name != "options"
    ]


def answer_refusal(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to a call that could not be met; None for a fault of ours."""
    if isinstance(error, exceptions.ValidationError):
        return invalid(error.detail)
    if isinstance(error, ValidationError):
        return invalid(error.messages)
    if found := _known(error):
        code, sentence = found
        return Response({"detail": sentence}, status=code)
    return exception_handler(error, context)


def _known(error: Exception) -> tuple[int, str] | None:
    if isinstance(error, NotVisible | Http404):
        return status.HTTP_404_NOT_FOUND, str(sentences.NOT_FOUND)
    if isinstance(error, PermissionDenied):
        return status.HTTP_403_FORBIDDEN, str(sentences.NOT_YOURS)
    if isinstance(error, Stale):
        return status.HTTP_412_PRECONDITION_FAILED, stale()
    if isinstance(error, Refused):
        return status.HTTP_409_CONFLICT, str(error)
    return _of_the_database(error)


def _of_the_database(error: Exception) -> tuple[int, str] | None:
    if isinstance(error, NotRecorded):
        log.error("No event can be recorded", exc_info=error)
        return status.HTTP_503_SERVICE_UNAVAILABLE, str(sentences.NOT_RECORDED)
    if _met_at_the_same_moment(error):
        log.warning("Refused by the database: %s", type(error).__name__)
        return status.HTTP_409_CONFLICT, str(busy)
    return None


def _met_at_the_same_moment(error: Exception) -> bool:
    # The database keeps what must never be; two calls that pass every check at the
    # same instant meet there, and the later one may simply be tried again.
    if isinstance(error, IntegrityError):
        return True
    return isinstance(error, OperationalError) and sqlstate(error) in MEANWHILE


def stale() -> str:
    """Return the sentence for somebody whose screen is older than the thing."""
    return _("Somebody changed this after you read it. Read it again first.")


def invalid(detail: Any) -> Response:
    """Return what is wrong with the words of a call, each with its field's name."""
    if not isinstance(detail, dict):
        said = detail if isinstance(detail, list) else [detail]
        return _answer_invalid(" ".join(str(each) for each in said))
    fields = {name: flat(value) for name, value in detail.items()}
    general = fields.pop("non_field_errors", []) + fields.pop("detail", [])
    if not fields:
        return _answer_invalid(" ".join(general))
    summary = " ".join([*general, str(sentences.LOOK_AT_EACH)])
    return _answer_invalid(summary, problems=fields)


def _answer_invalid(sentence: str, **more: Any) -> Response:
    return Response({"detail": sentence, **more}, status=status.HTTP_400_BAD_REQUEST)


def flat(detail: Any) -> list[str]:
    """Return the sentences of a field, those of what it holds included."""
    if isinstance(detail, dict):
        return [
            f"{name}: {sentence}"
            for name, value in detail.items()
            for sentence in flat(value)
        ]
    if isinstance(detail, list):
        return [sentence for value in detail for sentence in flat(value)]
    return [str(detail)]
