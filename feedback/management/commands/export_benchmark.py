"""Write what a round has published to a file that others can compare with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from feedback.round.benchmark import write_benchmark
from feedback.round.models import Round


class Command(BaseCommand):
    """Export a round's published means; hidden figures are not in the file."""

    help = "Write a round's published means to a benchmark file (JSON)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--round", required=True, metavar="NAME", dest="name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file, and say what is in it."""
        held = Round.objects.closed().filter(name=options["name"]).first()
        if held is None:
            raise CommandError(
                _("There is no round “%(name)s”.") % {"name": options["name"]}
            )
        try:
            count = write_benchmark(held, options["file"])
        except OSError as error:
            raise CommandError(
                _("The file %(name)s cannot be written.")
                % {"name": options["file"].name}
            ) from error
        self.stdout.write(_("%(count)s figures written.") % {"count": count})
