"""Record who has checked a language, so that citizens are offered it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.workflow import NotVisible, Refused
from feedback.instrument.translation import languages
from feedback.language import actions


class Command(BaseCommand):
    """Names the native speaker who has read a language's words and found them right."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what can be said."""
        parser.add_argument("language", help="its code, such as ar")
        parser.add_argument("--by", default="", help="the native speaker's name")
        parser.add_argument("--on", type=date.fromisoformat, help="the day, YYYY-MM-DD")
        parser.add_argument("--stop", action="store_true", help="offer it no longer")

    def handle(self, *_args: Any, **said: Any) -> None:
        """Record it, and say what is offered now."""
        code = said["language"]
        try:
            if said["stop"]:
                actions.stop(code, by=None)
                self.stdout.write(f"{code} is not offered any more.")
                return
            actions.check(code, by=None, checked_by=said["by"], checked_on=said["on"])
        except NotVisible as error:
            known = ", ".join(sorted(languages())) or "none"
            raise CommandError(
                f"There are no files for {code}. There are files for: {known}."
            ) from error
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        parts = ", ".join(sorted(languages()[code].parts))
        self.stdout.write(f"{code} is offered now: {parts}.")
