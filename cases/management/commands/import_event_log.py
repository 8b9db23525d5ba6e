"""Bring a municipality's earlier work in from an event log."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from cases.relay.directory import retire
from cases.relay.eventlog.entry import NotALog
from cases.relay.eventlog.shelf import Shelf
from cases.relay.eventlog.source import FORMATS, read_log
from cases.relay.eventlog.table import USUAL
from cases.relay.importing import Tally, import_records
from coordination.models import Municipality
from coordination.progress import Bar

# One import at a time, in all processes: this number is its lock in PostgreSQL.
LOCK = 7_201_934


class Command(BaseCommand):
    """Read an event log and replay its cases through the product's own actions."""

    help = "Import an event log (CSV or XES, gzipped or not) as closed cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=FORMATS, default="", dest="form")
        parser.add_argument(
            "--map",
            nargs="+",
            action="extend",
            default=[],
            metavar="KEY=COLUMN",
            help=f"where the log keeps something; keys: {', '.join(USUAL)}",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="read and count, store nothing"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read the whole log first, then import case by case."""
        columns = read_mapping(options["map"])
        if not Municipality.objects.exists():
            raise CommandError(
                _("There is no municipality yet. Set it up first, or load the demo.")
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                raise CommandError(_("Another import is running. Wait until it ends."))
        try:
            with Shelf() as shelf:
                shelf.put(
                    read_log(options["file"], form=options["form"], columns=columns)
                )
                self.import_all(shelf, dry_run=options["dry_run"])
        except NotALog as error:
            raise CommandError(str(error)) from error
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def import_all(self, shelf: Shelf, *, dry_run: bool) -> None:
        """Import what was read, telling how far it has come."""
        for row in shelf.bad:
            said = _("Line %(line)s: %(reason)s. %(left)s") % {
                "line": row.line,
                "reason": row.reason,
                "left": _("Case %(case)s is left out.") % {"case": row.case}
                if row.case
                else _("The row is left out."),
            }
            self.stderr.write(said)
        total = shelf.count()
        if not total:
            raise NotALog(_("The file is not an event log: it names no case."))
        bar = Bar(self.stderr, total=total - shelf.count_bad(), title=_("Cases"))
        tally = Tally()
        try:
            for tally in import_records(shelf.records(), dry_run=dry_run):
                bar.reach(tally.seen)
        except KeyboardInterrupt:
            raise CommandError(
                _("Stopped after %(count)s cases. Run it again to go on from here.")
                % {"count": tally.seen},
                returncode=130,
            ) from None
        finally:
            bar.end()
            if not dry_run:
                retire()
        self.tell(tally, total=total, bad=shelf.count_bad(), dry_run=dry_run)

    def tell(self, tally: Tally, *, total: int, bad: int, dry_run: bool) -> None:
        """Say what became of every case."""
        imported = (
            _("%(count)s would be imported") if dry_run else _("%(count)s imported")
        )
        told = [
            _("%(count)s cases in the log") % {"count": total},
            imported % {"count": tally.imported},
            _("%(count)s were here already") % {"count": tally.known},
            _("%(count)s skipped, no known department")
            % {"count": tally.no_department},
            _("%(count)s left out, with a row that cannot be read") % {"count": bad},
        ]
        self.stdout.write("\n".join(told))


def read_mapping(pairs: list[str]) -> dict[str, str]:
    """Return the columns by key, or say which pair is no pair."""
    columns = {}
    for pair in pairs:
        key, _sign, column = pair.partition("=")
        if key not in USUAL or not column:
            raise CommandError(
                _("--map takes KEY=COLUMN, where KEY is one of: %(keys)s.")
                % {"keys": ", ".join(USUAL)}
            )
        columns[key] = column
    return columns
