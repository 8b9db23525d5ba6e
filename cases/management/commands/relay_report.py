"""Tell the relay of the imported cases in figures."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cases.relay.report import IMPORTED, tell_relay


class Command(BaseCommand):
    """Show which way batons go, how long they stay, and how often they return."""

    help = "Show the figures of the imported relay; --all includes every case."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--all", action="store_true", dest="every")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write tables, or JSON for other programs."""
        told = tell_relay(source="" if options["every"] else IMPORTED)
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    told, ensure_ascii=False, indent=2, default=datetime.isoformat
                )
            )
            return
        if not (told["cases"] or options["every"]):
            self.stdout.write(_("No cases are imported. Add --all to see every case."))
            return
        for label, key in (
            (_("Cases"), "cases"),
            (_("Departments"), "departments"),
            (_("Cases with three departments or more"), "cases_with_3_departments"),
            (_("Handovers"), "handovers"),
            (_("Returns (A to B to A)"), "returns"),
            (_("New contact persons inside a department"), "reassignments"),
        ):
            self.stdout.write(f"{label:<42}{told[key]:>8}")
        self.stdout.write("\n" + _("Handovers from, to"))
        for path in told["paths"]:
            way = f"{path['from']} → {path['to']}"
            self.stdout.write(f"{way:<42}{path['count']:>8}")
        self.stdout.write("\n" + _("Days held: stays, median, nine of ten"))
        for held in told["days_held"]:
            self.stdout.write(
                f"{held['department']:<34}{held['stays']:>8}"
                f"{held['median']:>10.2f}{held['p90']:>10.2f}"
            )
