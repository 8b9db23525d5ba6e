"""Bring in others' published figures from a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coordination.workflow import Refused
from feedback.benchmark.actions import bring_in
from feedback.benchmark.content import read_content
from feedback.round.benchmark import LARGEST
from feedback.round.columns import NotAnswers
from feedback.round.sheet import cannot_open


class Command(BaseCommand):
    """Read a benchmark file and put it beside our figures, or change nothing."""

    help = "Bring in a benchmark file (JSON), as export_benchmark writes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check the whole file; then keep it."""
        try:
            brought = bring_in(self.read(options["file"]), by=None)
        except (NotAnswers, Refused) as error:
            raise CommandError(str(error)) from error
        count = len(brought.content["cells"])
        said = _("%(title)s: %(count)s figures can now be compared with.")
        self.stdout.write(said % {"title": brought.title, "count": count})

    def read(self, path: Path) -> dict[str, Any]:
        """Return what the file holds."""
        try:
            with path.open("rb") as opened:
                written = opened.read(LARGEST + 1)
        except OSError as error:
            raise cannot_open(path) from error
        return read_content(written)
