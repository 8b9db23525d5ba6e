"""The ways in which staff take answers in, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.models import User
from coordination.models.organisation import CASEWORK_ROLES


def tabs(current: str, *, user: User) -> list[dict[str, Any]]:
    """Return the ways a person may take, and say which of them this is.

    Whoever is named for a round asks aloud and finds codes, also from another office.
    """
    places = {
        "paper": _("On paper"),
        "interviews": _("Interviews"),
        "counter-open": _("Tablet at the counter"),
        "desk": _("Find a code"),
    }
    if not user.has_role(*CASEWORK_ROLES):
        del places["paper"], places["counter-open"]
    return [
        {
            "label": label,
            "href": reverse(name),
            "count": None,
            "current": name == current,
        }
        for name, label in places.items()
    ]
