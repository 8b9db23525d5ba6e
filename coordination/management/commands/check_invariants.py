"""Scan the live database for anything that must never be."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from coordination.invariants import broken, registered


class Command(BaseCommand):
    """List every breakage by kind; exit with 1 when there is one."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer machine-readable output."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Scan and report."""
        found = broken()
        if options["json"]:
            self.stdout.write(json.dumps({"broken": found}, ensure_ascii=False))
        else:
            for each in registered():
                mark = "✗" if each.code in found else "✓"
                self.stdout.write(f"{mark} {each.code:4} {each.promise}")
            for code, breakages in found.items():
                for breakage in breakages:
                    self.stderr.write(f"{code}: {breakage}")
        if found:
            sys.exit(1)
