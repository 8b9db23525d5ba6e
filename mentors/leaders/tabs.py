"""The pages about mentors, side by side."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.models import User
from coordination.models.organisation import Role
from mentors.outing.conditions import LOOKS_AFTER

# Each page by its name, with who may open it.
PAGES = [
    (_("Mentorships"), "mentorship-list", tuple(Role)),
    (_("Out now"), "outing-list", LOOKS_AFTER),
    (_("Figures"), "mentor-figures", (Role.LEADER,)),
]


def tabs_of(user: User, *, here: str) -> list[dict[str, Any]]:
    """Return the pages this person may open, as the component shows them."""
    return [
        {
            "label": label,
            "href": reverse(name),
            "count": None,
            "current": name == here,
        }
        for label, name, roles in PAGES
        if user.has_role(*roles)
    ]
