"""Reading the body of a call: JSON in UTF-8, no larger than any form of ours."""

import json
import math
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, parsers, status


class TooLarge(exceptions.APIException):
    """The body is larger than anything a person writes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("This is too much at once. Send less than 1 MB.")


class JSONParser(parsers.BaseParser):
    """Reads one JSON object; whatever else comes is refused with a sentence."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return what the body says."""
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge
        try:
            found = json.loads(body, parse_constant=_refuse, parse_float=_finite)
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError from error
        if not isinstance(found, dict):
            raise exceptions.ParseError
        return found


def _refuse(_constant: str) -> None:
    raise ValueError  # NaN and Infinity are not JSON


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number
