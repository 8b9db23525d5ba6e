"""Set up a municipality: its name, its first department and its first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coordination.administration.people.mail import address_of
from coordination.models import Municipality, User
from coordination.models.organisation import Role
from coordination.organisation import join, open_department
from coordination.record import announce
from coordination.workflow import whole


class Command(BaseCommand):
    """Make an empty database ready, once; the rest is done in the administration."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the names; no password: the administrator chooses one by a link."""
        parser.add_argument("municipality", help="for example 'Prøve Kommune'")
        parser.add_argument("--department", required=True, help="the one that leads")
        parser.add_argument("--username", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--email", required=True)

    def handle(self, *_args: Any, **said: Any) -> None:
        """Set up, and print the link by which the administrator gets in."""
        if Municipality.objects.exists():
            raise CommandError(_("This database has a municipality already."))
        administrator = set_up(**{name: said[name] for name in NAMES})
        self.stdout.write(settings.SITE_ADDRESS + address_of(administrator))
        self.stderr.write(
            _(
                "%(name)s chooses a password there. The link works once and is shown"
                " only now; give it to nobody else."
            )
            % {"name": administrator.name}
        )


NAMES = ("municipality", "department", "username", "name", "email")


@whole
def set_up(
    *, municipality: str, department: str, username: str, name: str, email: str
) -> User:
    """Return the first administrator of a new municipality."""
    lead = open_department(department, by=None)
    Municipality.objects.create(
        pk=1, name=municipality, lead_department=lead, languages=["da", "en"]
    )
    administrator = User(username=username, name=name, email=email)
    administrator.set_unusable_password()
    administrator.full_clean()
    administrator.save()
    announce(
        "user.hire", subject=administrator, by=None, facts={"user": administrator.pk}
    )
    join(administrator, department=lead, role=Role.ADMINISTRATOR, by=None)
    return administrator
