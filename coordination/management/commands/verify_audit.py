"""Check that no event was changed or removed after it was sealed."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from coordination.audit.checking import check
from coordination.models import Seal


class Command(BaseCommand):
    """Name the first row that does not fit; exit with 1 when there is one."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the head that was kept outside the database."""
        parser.add_argument(
            "--head", help="a head kept from an earlier run; it must still be there"
        )

    def handle(self, *_args: Any, head: str | None = None, **_options: Any) -> None:
        """Seal what is new, walk the chain, keep what was found, print its head."""
        found = check()
        if found.fault:
            self.stderr.write(found.fault)
            sys.exit(1)
        if head and not Seal.objects.filter(digest=head).exists():
            self.stderr.write(
                _(
                    "The head you gave is not in the chain. If it is written as it was"
                    " printed, the chain was made anew from the start."
                )
            )
            sys.exit(1)
        self.stdout.write(
            _("%(sealed)s events are sealed and unchanged. Head: %(head)s")
            % {"sealed": found.sealed, "head": found.head or "-"}
        )
