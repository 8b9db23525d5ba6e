"""Write the relay to an event log, for process mining elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.relay.eventlog.writing import write_xes
from coordination.models import Municipality


class Command(BaseCommand):
    """Export which way batons went, without any person."""

    help = "Write the relay as XES (IEEE 1849), without personal data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--source",
            default="",
            metavar="TEXT",
            help="only cases whose source begins so; “log:” are the imported ones",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file, and say what is in it."""
        try:
            written = write_xes(
                options["file"],
                least=Municipality.current().publish_invited_min,
                source=options["source"],
            )
        except OSError as error:
            raise CommandError(
                _("The file %(name)s cannot be written. Check folder and rights.")
                % {"name": options["file"].name}
            ) from error
        self.stdout.write(
            _(
                "%(cases)s cases written: the courses of %(whole)s whole, the others "
                "step by step."
            )
            % written._asdict()
        )
