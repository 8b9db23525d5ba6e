"""Bring in how far a supplier says that the invitations of a round came."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coordination.workflow import Refused
from feedback.round.columns import NotAnswers
from feedback.round.models import Round
from feedback.round.sheet import digest_of, read_lines
from feedback.round.statuses import Told, note, read_statuses

MOST_TOLD = 20


class Command(BaseCommand):
    """Read a supplier's file of code and status; the same file changes nothing."""

    help = "Bring in delivered, opened, started and bounced from a supplier's file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what is asked for."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--round", dest="name", required=True)
        parser.add_argument("--leave-out-bad", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read everything first; then note it, or change nothing."""
        held = Round.objects.filter(name=options["name"]).first()
        if held is None:
            raise CommandError(
                _("There is no round “%(name)s”.") % {"name": options["name"]}
            )
        try:
            source = digest_of(options["file"])
            told = read_statuses(held, read_lines(options["file"]))
            self.examine(told, leave_out_bad=options["leave_out_bad"])
            changed = note(held, told, source=source)
        except (NotAnswers, Refused) as error:
            raise CommandError(str(error)) from error
        said = _("%(changed)s invitations noted, %(bad)s rows left out.")
        self.stdout.write(said % {"changed": changed, "bad": len(told.bad)})

    def examine(self, told: Told, *, leave_out_bad: bool) -> None:
        """Tell of the lines that say nothing usable, and stop unless told not to."""
        for line, reason in told.bad[:MOST_TOLD]:
            self.stderr.write(
                _("Line %(line)s: %(reason)s.") % {"line": line, "reason": reason}
            )
        if told.bad and not leave_out_bad:
            raise NotAnswers(
                _(
                    "%(count)s rows cannot be read. Nothing is imported: correct them,"
                    " or leave them out with --leave-out-bad."
                )
                % {"count": len(told.bad)}
            )
