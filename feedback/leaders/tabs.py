"""The leaders' pages, side by side."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from coordination.models import User
from coordination.models.organisation import Role

BOTH = (Role.LEADER, Role.AUDITOR)
# Each page by its name, with who may open it; other apps' pages where there are any.
PAGES = [
    (_("Overview"), "leaders", BOTH),
    (_("From whom to whom"), "leaders-ways", BOTH),
    (_("The answers"), "leaders-answers", BOTH),
    (_("Remarks"), "remarks", BOTH),
    (_("Rounds"), "round-list", BOTH),
    (_("Mentors"), "mentor-figures", (Role.LEADER,)),
]


def tabs_of(user: User, *, here: str) -> list[dict[str, Any]]:
    """Return the pages this person may open, as the component shows them."""
    found = []
    for label, name, roles in PAGES:
        if not user.has_role(*roles):
            continue
        try:
            href = reverse(name)
        except NoReverseMatch:
            continue  # nobody offers that page here
        found.append(
            {"label": label, "href": href, "count": None, "current": name == here}
        )
    return found
