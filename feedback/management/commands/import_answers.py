"""Bring in the answers of a round that a survey supplier has held."""

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.formats import day
from coordination.models import Municipality
from coordination.progress import Bar
from coordination.workflow import Refused
from feedback.instrument.catalogue import Instrument, NoInstrument, names, newest
from feedback.management.wishes import (
    read_day,
    read_invited,
    read_mapping,
    read_name,
    replaced,
)
from feedback.round import actions
from feedback.round.columns import NotAnswers
from feedback.round.local import NoQuestion, item_of, read_local
from feedback.round.models import Round
from feedback.round.reading import Found, read_answers
from feedback.round.sheet import digest_of, read_lines

MOST_TOLD = 20


class Command(BaseCommand):
    """Read a file of raw answers and publish the round's figures; keep no answer."""

    help = "Import raw answers (CSV or XLSX, a row for each person) as a closed round."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--instrument", required=True, metavar="NAME")
        parser.add_argument("--round", required=True, metavar="NAME", dest="name")
        parser.add_argument("--invited", metavar="N")
        parser.add_argument("--since", metavar="DAY")
        parser.add_argument("--until", metavar="DAY")
        parser.add_argument(
            "--map",
            nargs="+",
            action="extend",
            default=[],
            metavar="KEY=COLUMN",
            help="where a question or a group stands, if its column has another name",
        )
        parser.add_argument(
            "--local",
            action="append",
            default=[],
            metavar="CODE[:SCALE]=TEXT",
            help="a question of your own; at most five",
        )
        parser.add_argument(
            "--leave-out-bad",
            action="store_true",
            help="import the rest when some rows cannot be read",
        )
        parser.add_argument(
            "--replace",
            metavar="NAME",
            help="take the round of that name back, which this file corrects",
        )
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read everything first; then publish, or change nothing."""
        if not Municipality.objects.exists():
            raise CommandError(
                _("There is no municipality yet. Set it up first, or load the demo.")
            )
        options |= {
            "name": read_name(options["name"]),
            "invited": read_invited(options["invited"]),
            "since": read_day("--since", options["since"]),
            "until": read_day("--until", options["until"]),
        }
        try:
            instrument = newest(options["instrument"])
        except NoInstrument as error:
            raise CommandError(
                _("There is no instrument “%(name)s”. There are: %(names)s.")
                % {"name": options["instrument"], "names": ", ".join(names())}
            ) from error
        try:
            local = read_local(options["local"], instrument)
            digest = digest_of(options["file"])
            if self.is_known(options, instrument, local, digest):
                return
            found = self.read(options, instrument, local)
            self.examine(found, options)
            self.store(found, options, instrument, local, digest)
        except (NoQuestion, NotAnswers, Refused) as error:
            raise CommandError(str(error)) from error

    def is_known(
        self,
        options: dict[str, Any],
        instrument: Instrument,
        local: list[dict[str, str]],
        digest: str,
    ) -> bool:
        """Say whether this is the round already; refuse it changed."""
        name = options["name"]
        known = Round.objects.filter(name=name).first()
        if known is None:
            return False
        if known.state == Round.State.TAKEN_BACK:
            raise Refused(
                _("The round “%(name)s” was taken back. Choose a new name.")
                % {"name": name}
            )
        if known.source_digest == digest:
            wished = {
                "--instrument": instrument.code,
                "--invited": options["invited"],
                "--since": options["since"],
                "--until": options["until"],
                "--local": local or None,
            }
            refuse_changed(known, wished)
            self.stdout.write(
                _("This file is the round “%(name)s” already. Nothing is changed.")
                % {"name": name}
            )
            return True
        raise Refused(
            _("The round “%(name)s” was another file. Choose a new name.")
            % {"name": name}
        )

    def read(
        self,
        options: dict[str, Any],
        instrument: Instrument,
        local: list[dict[str, str]],
    ) -> Found:
        """Count every row of the file, telling how far it has come."""
        items = [*instrument.items, *(item_of(row, instrument) for row in local)]
        named = read_mapping(options["map"])
        total = sum(1 for _line in read_lines(options["file"])) - 1
        bar = Bar(self.stderr, total=total, title=_("Answers"))
        lines = read_lines(options["file"])
        progress = read_answers(lines, instrument, items, named=named)
        found = next(progress)
        for number, _same in enumerate(progress, start=1):
            if not number % 1_000:
                bar.reach(number)
        bar.reach(total)
        bar.end()
        return found

    def examine(self, found: Found, options: dict[str, Any]) -> None:
        """Tell of what is not counted, and stop where that needs a decision."""
        columns = found.columns
        if columns and columns.ignored:
            self.stderr.write(
                _("Not used: %(columns)s.") % {"columns": ", ".join(columns.ignored)}
            )
        if columns and columns.missing:
            self.stderr.write(
                _("Not in the file: %(codes)s.") % {"codes": ", ".join(columns.missing)}
            )
        for line, reason in found.bad[:MOST_TOLD]:
            self.stderr.write(
                _("Line %(line)s: %(reason)s.") % {"line": line, "reason": reason}
            )
        if found.blank:
            self.stderr.write(
                _("Without a single tick, but counted as completed: %(count)s.")
                % {"count": found.blank}
            )
        if (more := len(found.bad) - MOST_TOLD) > 0:
            self.stderr.write(_("And %(count)s more.") % {"count": more})
        if found.bad and not options["leave_out_bad"] and not options["dry_run"]:
            raise NotAnswers(
                _(
                    "%(count)s rows cannot be read. Nothing is imported: correct them,"
                    " or leave them out with --leave-out-bad."
                )
                % {"count": len(found.bad)}
            )
        if not found.completed:
            raise NotAnswers(_("The file holds no completed answers."))
        invited = options["invited"]
        if invited is not None and invited < found.completed:
            raise NotAnswers(
                _(
                    "%(completed)s answered, but only %(invited)s were invited."
                    " Check the number of invited."
                )
                % {"completed": found.completed, "invited": invited}
            )

    def store(
        self,
        found: Found,
        options: dict[str, Any],
        instrument: Instrument,
        local: list[dict[str, str]],
        digest: str,
    ) -> None:
        """Publish the round, unless this is only a rehearsal."""
        since, until = days_of(options)
        told = {"completed": found.completed, "bad": len(found.bad)}
        publish = partial(
            actions.bring_in,
            options["name"],
            instrument=instrument,
            cells=found.cells,
            since=since,
            until=until,
            invited=options["invited"],
            local_items=local,
            source_digest=digest,
            replaces=replaced(options.get("replace")),
        )
        if options["dry_run"]:
            with transaction.atomic():
                publish()
                transaction.set_rollback(True)
            said = _("%(completed)s answers would be imported, %(bad)s rows not.")
        else:
            publish()
            said = _("%(completed)s answers imported, %(bad)s rows left out.")
        self.stdout.write(said % told)
        self.stdout.write(
            _("First day %(since)s, last day %(until)s.")
            % {"since": day(since), "until": day(until)}
        )
        if guess := guessed(options):
            self.stdout.write(guess)


def days_of(options: Mapping[str, Any]) -> tuple[date, date]:
    """Return the first and the last day of the round; what is not said is today's."""
    today = timezone.localdate()
    since = options["since"] or options["until"] or today
    until = options["until"] or max(since, today)
    if since > until:
        raise NotAnswers(_("The first day is after the last day."))
    return since, until


def guessed(options: Mapping[str, Any]) -> str:
    """Say what of the days was not said and is guessed, and how to say it."""
    if options["since"] and options["until"]:
        return ""
    if options["until"]:
        return _("You named no first day, so it is the last one. Name it with --since.")
    if options["since"]:
        return _("You named no last day, so it is today. Name it with --until.")
    return _(
        "You named no days, so both are today. Name the round's own with --since and"
        " --until: what is published does not change later."
    )


def refuse_changed(known: Round, wished: dict[str, Any]) -> None:
    """Refuse options that are given and are not those the round was brought in with."""
    held = {
        "--instrument": known.instrument,
        "--invited": known.invited,
        "--since": known.since,
        "--until": known.until,
        "--local": known.local_items,
    }
    changed = [
        name for name, wish in wished.items() if wish is not None and wish != held[name]
    ]
    if changed:
        raise Refused(
            _(
                "This file is the round “%(name)s” already, but brought in with another"
                " %(options)s. What is published does not change: nothing is changed."
                " Choose a new name to bring it in like this."
            )
            % {"name": known.name, "options": ", ".join(changed)}
        )
