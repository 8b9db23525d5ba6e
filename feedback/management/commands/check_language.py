"""Record who has checked a language, so that citizens are offered it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

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
                gone = _("%(code)s is not offered any more.") % {"code": code}
                self.stdout.write(gone)
                return
            actions.check(code, by=None, checked_by=said["by"], checked_on=said["on"])
        except NotVisible as error:
            known = ", ".join(sorted(languages())) or _("none")
            raise CommandError(
                _("There are no files for %(code)s. There are files for: %(known)s.")
                % {"code": code, "known": known}
            ) from error
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        parts = ", ".join(sorted(languages()[code].parts))
        self.stdout.write(
            _("%(code)s is offered now: %(parts)s.") % {"code": code, "parts": parts}
        )
