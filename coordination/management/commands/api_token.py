"""Give a person a token for the API, or end those they have."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coordination import tokens
from coordination.models import User

LONGEST = 366


class Command(BaseCommand):
    """Print a new personal token once; only its digest is stored."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whose token, how long it is good for, or that it ends."""
        parser.add_argument("username")
        parser.add_argument("--days", type=int, default=tokens.DAYS)
        parser.add_argument("--revoke", action="store_true")

    def handle(
        self, *_args: Any, username: str, days: int, revoke: bool, **_options: Any
    ) -> None:
        """Issue or revoke, and say what to do with the token."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("Nobody signs in as “%(name)s”.") % {"name": username})
        if revoke:
            ended = tokens.revoke(user)
            self.stdout.write(
                _("%(count)s tokens of %(name)s have ended.")
                % {"count": ended, "name": user.name}
            )
            return
        if not user.is_active:
            raise CommandError(
                _("%(name)s can no longer sign in.") % {"name": user.name}
            )
        if not 1 <= days <= LONGEST:
            raise CommandError(
                _("A token is good for 1 to %(days)s days.") % {"days": LONGEST}
            )
        self.stdout.write(tokens.issue(user, days=days))
        self.stderr.write(
            _(
                "For %(name)s, good for %(days)s days. It is shown only now. Send it as"
                " “Authorization: Bearer …”; end it with --revoke."
            )
            % {"name": user.name, "days": days}
        )
