"""Where a person can go, by what came with them; asks the database nothing."""

from typing import Any, NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from coordination.models import User
from coordination.models.organisation import CASEWORK_ROLES, MEETING_ROLES, Role


class Destination(NamedTuple):
    """A page that some roles find in their menu.

    With `ways` only those do who are named to meet citizens in one of them now.
    """

    label: Any
    name: str
    icon: str
    roles: frozenset[str]
    ways: frozenset[str] = frozenset()

    def is_for(self, user: User) -> bool:
        """Say whether this person finds it."""
        has_role = any(seat.role in self.roles for seat in user.seats)
        return has_role and (
            not self.ways or not self.ways.isdisjoint(getattr(user, "meets", ()))
        )


CASEWORK = frozenset(CASEWORK_ROLES)
MEETING = frozenset(MEETING_ROLES)

DESTINATIONS = [
    Destination(_("Worklist"), "worklist", "baton", CASEWORK),
    Destination(_("New case"), "case-open", "plus", CASEWORK),
    Destination(_("My citizens"), "field", "home", frozenset({Role.MENTOR})),
    Destination(_("Collect answers"), "paper", "chart", CASEWORK),
    Destination(_("Leader's view"), "leaders", "chart", frozenset({Role.LEADER})),
    Destination(_("Access log"), "audit", "eye", frozenset({Role.AUDITOR})),
    Destination(
        _("Administration"), "administration", "people", frozenset({Role.ADMINISTRATOR})
    ),
    # after the page that somebody without casework comes to first
    Destination(
        _("Interviews"),
        "interviews",
        "phone",
        MEETING,
        frozenset({"phone", "face_to_face"}),
    ),
    # caseworkers find it beside the other ways to collect answers
    Destination(
        _("Find a code"),
        "desk",
        "people",
        MEETING - CASEWORK,
        frozenset({"tablet", "paper"}),
    ),
    Destination(
        _("Mentors"),
        "mentorship-list",
        "mentor",
        frozenset({Role.COORDINATOR, Role.LEADER}),
    ),
    Destination(
        _("Special looks"),
        "emergency-looks",
        "eye",
        frozenset({Role.LEADER, Role.AUDITOR}),
    ),
    Destination(_("Messages"), "notices", "mail", frozenset(Role)),
]

OWN_PAGES = [
    (_("Who stands in for me"), "deputies", "people"),
    (_("Change password"), "account_change_password", "lock"),
    (_("Two-step sign-in"), "mfa_index", "phone"),
]


def address_of(name: str) -> str:
    """Return a page's address, or nothing where its app is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def navigation_of(user: User, *, path: str) -> list[dict[str, Any]]:
    """List the pages a person has a use for, and say which of them this is."""
    links = [
        {
            "label": place.label,
            "href": address_of(place.name),
            "icon": place.icon,
            "new": getattr(user, "unseen", 0) if place.name == "notices" else 0,
        }
        for place in DESTINATIONS
        if place.is_for(user)
    ]
    found = [link for link in links if link["href"]]
    around = [link["href"] for link in found if is_within(path, link["href"])]
    for link in found:
        # of a page and one that lies in it, the inner one
        link["current"] = link["href"] == max(around, key=len, default="")
    return found


def is_within(path: str, place: str) -> bool:
    """Say whether a page belongs to a place in the menu; all pages lie in "/"."""
    return path == "/" if place == "/" else path.startswith(place)


def account_of(user: User) -> dict[str, Any]:
    """Say who is signed in, for whom they work, and what they can change."""
    links = [
        {"label": label, "href": address_of(name), "icon": icon}
        for label, name, icon in OWN_PAGES
    ]
    departments = dict.fromkeys(seat.department_name for seat in user.seats)
    others = [code for code, _name in settings.LANGUAGES if code != get_language()]
    return {
        "name": user.get_full_name(),
        "owner": user.pk,
        # a mentor's phone may still hold visits: signing out asks first
        "visits": any(seat.role == Role.MENTOR for seat in user.seats),
        "seats": list(departments),
        "links": [link for link in links if link["href"]],
        "languages": [
            {"code": code, "label": get_language_info(code)["name_local"].capitalize()}
            for code in others
        ],
    }
