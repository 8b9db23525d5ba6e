"""Tell a round in figures."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coordination.formats import day
from coordination.models import Department
from feedback.instrument.catalogue import NoInstrument
from feedback.result.text import lines_of
from feedback.result.words import dimension_name, group_name
from feedback.round.benchmark import Comparison, read_benchmark
from feedback.round.columns import NotAnswers
from feedback.round.models import Round
from feedback.round.report import Told, dimensions_of, tell_round

NONE = "\N{EN DASH}"


def why_without(held: Round) -> str:
    """Say why a round has no figures to tell; nothing where it has."""
    told = {"name": held.name, "until": day(held.until)}
    return {
        Round.State.CLOSED: "",
        Round.State.DRAFT: _(
            "The round “%(name)s” is being prepared. Its figures are told when it has"
            " been held and is closed; its last day is %(until)s."
        ),
        Round.State.OPEN: _(
            "The round “%(name)s” is open. Its figures are told when it closes, after"
            " %(until)s, or when somebody closes it before."
        ),
        Round.State.CALLED_OFF: _(
            "The round “%(name)s” was called off. It has no figures."
        ),
        Round.State.TAKEN_BACK: _(
            "The round “%(name)s” was taken back. Its figures are shown nowhere."
        ),
    }[Round.State(held.state)] % told


class Command(BaseCommand):
    """Show what a round says: means, shares with their denominators, intervals."""

    help = "Show a round's published figures, also by one dimension or as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("--round", required=True, metavar="NAME", dest="name")
        parser.add_argument("--by", default="", metavar="DIM")
        parser.add_argument("--benchmark", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write tables, or JSON for other programs."""
        held = Round.objects.filter(name=options["name"]).first()
        if held and (without := why_without(held)):
            raise CommandError(without)
        if held is None:
            known = Round.objects.closed().values_list("name", flat=True)
            raise CommandError(
                _("There is no round “%(name)s”. There are: %(names)s.")
                % {"name": options["name"], "names": ", ".join(known) or NONE}
            )
        known_by = dimensions_of(held)
        if options["by"] and options["by"] not in known_by:
            raise CommandError(
                _("The round is not broken down by “%(by)s”. It is by: %(known)s.")
                % {"by": options["by"], "known": ", ".join(known_by) or NONE}
            )
        benchmark = self.benchmark(options, held)
        try:
            told = tell_round(held, by=options["by"], benchmark=benchmark)
        except NoInstrument as error:
            raise CommandError(
                _("The questionnaire %(code)s is not here. Put its file back.")
                % {"code": held.instrument}
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        self.tell(told)

    def benchmark(self, options: dict[str, Any], held: Round) -> Comparison | None:
        """Return what to compare with, if a file is given."""
        if options["benchmark"] is None:
            return None
        try:
            found = read_benchmark(options["benchmark"])
        except NotAnswers as error:
            raise CommandError(str(error)) from error
        if found.instrument != held.instrument:
            raise CommandError(
                _("The benchmark is of %(theirs)s, the round of %(ours)s.")
                % {"theirs": found.instrument, "ours": held.instrument}
            )
        return found

    def tell(self, told: Told) -> None:
        """Write a round's own figures, then those of each group."""
        self.stdout.write(
            " · ".join([told["round"], told["title"], told["since"], told["until"]])
        )
        benchmark = told.get("benchmark", "")
        self.stdout.write("\n".join(lines_of(told, benchmark=benchmark)))
        names = dict(Department.objects.values_list("pk", "name"))
        for group in told.get("groups", []):
            name = group_name(told["by"], group["value"], names)
            self.stdout.write(f"\n{dimension_name(told['by'])}: {name}")
            self.stdout.write("\n".join(lines_of(group, benchmark=benchmark)))
