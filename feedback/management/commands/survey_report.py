"""Tell a round in figures."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from feedback.instrument.catalogue import NoInstrument
from feedback.round.benchmark import Comparison, read_benchmark
from feedback.round.columns import NotAnswers
from feedback.round.models import Round
from feedback.round.report import Told, dimensions_of, tell_round

WIDE = 44
HIDDEN = "\N{EN DASH}"


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
        held = Round.objects.closed().filter(name=options["name"]).first()
        if held is None:
            known = Round.objects.closed().values_list("name", flat=True)
            raise CommandError(
                _("There is no round “%(name)s”. There are: %(names)s.")
                % {"name": options["name"], "names": ", ".join(known) or HIDDEN}
            )
        known_by = dimensions_of(held)
        if options["by"] and options["by"] not in known_by:
            raise CommandError(
                _("The round is not broken down by “%(by)s”. It is by: %(known)s.")
                % {"by": options["by"], "known": ", ".join(known_by) or HIDDEN}
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
        for group in told.get("groups", []):
            self.stdout.write(f"\n{told['by']}: {group['value']}")
            self.tell_figures(group)

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
        """Write a round's own figures."""
        self.stdout.write(
            " · ".join([told["round"], told["title"], told["since"], told["until"]])
        )
        self.tell_figures(told)

    def tell_figures(self, told: Told) -> None:
        """Write who answered, and a line for each item."""
        response = told["response"]
        if "hidden" in response:
            self.stdout.write(_("Too few answers to be shown."))
            return
        if "invited" in response:
            said = _("%(completed)s of %(invited)s invited answered: %(percent)s %%")
            percent = response["rate"]["percent"]
            self.stdout.write(said % {**response, "percent": percent})
        else:
            self.stdout.write(_("%(completed)s answered") % response)
        for row in told["items"]:
            self.tell_item(row)

    def tell_item(self, row: Told) -> None:
        """Write one item: its mean and positive share, or its choices."""
        label = row["label"][: WIDE - 1]
        if row.get("hidden"):
            self.stdout.write(f"{label:<{WIDE}}{HIDDEN}")
            return
        if "choices" in row:
            self.stdout.write(label)
            for choice in row["choices"]:
                share = choice["of_valid"]
                self.stdout.write(
                    f"  {choice['label'][: WIDE - 3]:<{WIDE - 2}}"
                    f"{share['count']:>5} / {share['of']:<5}{share['percent']:>6} %"
                )
            return
        share = row["top"]["of_valid"]
        low, high = share["wilson_95"] or (HIDDEN, HIDDEN)
        against = ""
        if theirs := row.get("benchmark"):
            against = f"  ({theirs['mean']}, {theirs['gap']})"
        self.stdout.write(
            f"{label:<{WIDE}}{row['mean'] or HIDDEN:>6}{against}"
            f"{share['count']:>7} / {share['of']:<6}{share['percent'] or HIDDEN:>6} %"
            f"  ({low}{HIDDEN}{high})"
        )
