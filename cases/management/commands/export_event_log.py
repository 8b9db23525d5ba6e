"""Write the relay to an event log, for process mining elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.relay.eventlog.writing import write_xes


class Command(BaseCommand):
    """Export which way batons went, by department and day, without any person."""

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
            traces, events = write_xes(options["file"], source=options["source"])
        except OSError as error:
            raise CommandError(
                _("The file %(name)s cannot be written. Check folder and rights.")
                % {"name": options["file"].name}
            ) from error
        self.stdout.write(
            _("%(traces)s cases with %(events)s events written.")
            % {"traces": traces, "events": events}
        )
