"""The parts of administration, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the parts, and say which of them this is."""
    places = {
        "administration": _("People"),
        "departments": _("Departments"),
        "settings": _("Settings"),
        "languages": _("Languages"),
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
