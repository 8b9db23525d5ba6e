"""Check that no event was changed or removed after it was sealed."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from coordination.audit.seal import broken_seals, seal_new
from coordination.models import Seal


class Command(BaseCommand):
    """Name the first row that does not fit; exit with 1 when there is one."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the head that was kept outside the database."""
        parser.add_argument(
            "--head", help="the head printed earlier; it must still be in the chain"
        )

    def handle(self, *_args: Any, head: str | None = None, **_options: Any) -> None:
        """Seal what is new, walk the chain, and print its head."""
        seal_new()
        for sentence in broken_seals():
            self.stderr.write(sentence)
            sys.exit(1)
        if head and not Seal.objects.filter(digest=head).exists():
            self.stderr.write("The given head is gone: the whole chain was rewritten.")
            sys.exit(1)
        last = Seal.objects.order_by("-pk").first()
        self.stdout.write(
            f"{Seal.objects.count()} events are sealed and unchanged."
            f" Head: {last.digest if last else '-'}"
        )
