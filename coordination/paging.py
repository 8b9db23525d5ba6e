"""Pages of a list in the API: by cursor, nothing counted."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

SIZE = 50
LARGEST_ID = 2**63 - 1


class Pages:
    """The newest first, then those before: the same work on every page."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.before = read_cursor(request.query_params.get("cursor", ""))
        self.following = ""

    def fill(self, rows: Any, take: Callable[[Any, int], list[Any]]) -> list[Any]:
        """Return the rows of this page, as `take` chooses the first of an order."""
        rows = rows.order_by("-pk")
        if self.before:
            rows = rows.filter(pk__lt=self.before)
        found = take(rows, SIZE + 1)
        if len(found) > SIZE:
            self.following = self._address(found[SIZE - 1].pk)
        return found[:SIZE]

    def answer(self, results: Any) -> Response:
        """Return the page and the address of the next one."""
        return Response({"next": self.following or None, "results": results})

    def _address(self, last: int) -> str:
        asked = self.request.query_params.copy()
        asked["cursor"] = write_cursor(last)
        return f"{self.request.path}?{asked.urlencode()}"


def write_cursor(last: int) -> str:
    """Return where a page ended, as the next address carries it."""
    return base64.urlsafe_b64encode(str(last).encode()).decode().rstrip("=")


def read_cursor(text: str) -> int:
    """Return the id that a page must stay below; 0 without a cursor."""
    if not text:
        return 0
    try:
        padded = text.encode() + b"=" * (-len(text) % 4)
        found = int(base64.urlsafe_b64decode(padded))
    except (ValueError, binascii.Error) as error:
        raise lost() from error
    if not 0 < found <= LARGEST_ID:
        raise lost()
    return found


def lost() -> exceptions.ValidationError:
    """Return what is said to a cursor that we did not write."""
    sentence = _("This page does not exist. Begin with the list's first page.")
    return exceptions.ValidationError({"cursor": [sentence]})
