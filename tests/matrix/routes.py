"""Every address the product has, read from the URLconf."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import get_resolver

NAMED = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True)
class Route:
    """One address, with holes where a number or a word belongs."""

    address: str
    name: str
    callback: Any
    by_uuid: bool = False

    @property
    def is_api(self):
        return self.address.startswith("/api/v1/")

    @property
    def holes(self):
        return re.findall(r"{(\w+)}", self.address)

    def at(self, value):
        """Return the address with this value in its only hole."""
        if self.by_uuid and isinstance(value, int):
            value = UUID(int=value)
        return re.sub(r"{\w+}", str(value), self.address)

    def __str__(self):
        return self.address


def every_route():
    """Return all routes by address; the catch-all of the API has none of its own."""
    found = {}
    for text, pattern in _leaves(get_resolver().url_patterns, ""):
        address = "/" + NAMED.sub(lambda m: "{%s}" % (m[1] or m[2]), text)
        address = address.replace("^", "").replace("$", "")
        by_uuid = "<uuid:" in text or "0-9a-f-" in text
        name = pattern.name or ""
        found[address] = Route(address, name, pattern.callback, by_uuid)
    return found


def _leaves(patterns, before):
    for pattern in patterns:
        text = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _leaves(pattern.url_patterns, text)
        else:
            yield text, pattern
