"""Write the state diagrams and tables of docs/states from the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from coordination.machines import document, workflows


class Command(BaseCommand):
    """Write one page for each noun with steps; with --check only compare."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer comparing instead of writing."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write or compare every page."""
        folder = Path(settings.BASE_DIR) / "docs" / "states"
        differing = [page.name for page, text in pages(folder) if old(page) != text]
        if options["check"] and differing:
            raise CommandError(f"Run `make states`: {', '.join(differing)} are old.")
        folder.mkdir(parents=True, exist_ok=True)
        for page, text in pages(folder):
            page.write_text(text, encoding="utf-8")


def pages(folder: Path) -> list[tuple[Path, str]]:
    """Return each page with the text it should have, in English."""
    with translation.override("en"):
        return [(folder / f"{m.noun()}.md", document(m)) for m in workflows()]


def old(page: Path) -> str:
    """Return what the page says now."""
    return page.read_text(encoding="utf-8") if page.exists() else ""
