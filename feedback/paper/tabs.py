"""The ways in which staff take answers in, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the ways, and say which of them this is."""
    places = {
        "paper": _("On paper"),
        "interviews": _("Interviews"),
        "counter-open": _("Tablet at the counter"),
        "desk": _("Find a code"),
    }
    return [
        {
            "label": label,
            "href": reverse(name),
            "count": None,
            "current": name == current,
        }
        for name, label in places.items()
    ]
