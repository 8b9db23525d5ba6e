"""How to sign in to the demo, and one survey to answer."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from coordination.models import User
from coordination.models.organisation import Role
from demo.places import PLACES
from demo.staff import PASSWORD, STAFF
from feedback.invitation.models import Invitation
from feedback.invitation.token import link

ORDER = list(Role)


class Command(BaseCommand):
    """Tell who can sign in, where a survey is open, and the leader's page."""

    help = "Show the demo's logins, one open survey and the leader's page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write a table, or JSON for other programs."""
        if not settings.DEMO:
            raise CommandError(_("Only a demo has logins that everybody may know."))
        told = {
            "logins": logins(),
            "survey": open_survey(),
            "leader_page": settings.SITE_ADDRESS + reverse("leaders"),
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for login in told["logins"]:
            self.stdout.write("  ".join(f"{text:<24}" for text in login.values()))
        self.stdout.write(f"\n{told['survey'] or '-'}\n{told['leader_page']}")


def logins() -> list[dict[str, str]]:
    """Return one line for each person who can sign in, one role after the other."""
    here = User.objects.filter(username__in=[person.username for person in STAFF])
    known = set(here.values_list("username", flat=True))
    with override("da"):
        return [
            {
                "role": str(person.role.label),
                "name": person.name,
                "username": person.username,
                "password": PASSWORD,
                "department": PLACES[person.place].name,
            }
            for person in sorted(STAFF, key=lambda person: ORDER.index(person.role))
            if person.username in known
        ]


def open_survey() -> str:
    """Return the address of the survey that is open longest, rather one in Danish."""
    waiting = Invitation.objects.filter(state=Invitation.State.SENT)
    ordered = waiting.order_by("-closes_at")
    newest = ordered.filter(language=settings.LANGUAGE_CODE).first() or ordered.first()
    return link(newest) if newest else ""
