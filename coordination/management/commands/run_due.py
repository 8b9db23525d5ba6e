"""Do everything that is due at a moment; running it again does nothing more."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from coordination import periodic
from coordination.tasks import deliver_all

YEARS = range(2000, 2100)


class Command(BaseCommand):
    """Reminders, escalations, lapses, consents, surveys, closings, deliveries."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the moment."""
        parser.add_argument("--at", help="ISO 8601, for example 2026-11-22T09:00+01:00")

    def handle(self, *_args: Any, at: str | None = None, **_options: Any) -> None:
        """Run every registered job and print how much each did."""
        moment = self._moment(at)
        for name, done in periodic.run_due(moment).items():
            self.stdout.write(f"{done:6} {name}")
        delivered = _("deliveries and messages")
        self.stdout.write(f"{deliver_all():6} {delivered}")

    def _moment(self, text: str | None) -> datetime:
        if text is None:
            return timezone.now()
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None or moment.year not in YEARS:
            raise CommandError(
                _("“%(text)s” is not a moment like 2026-11-22T09:00+01:00.")
                % {"text": text}
            )
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        if moment > timezone.now() and not (settings.DEMO or settings.TESTING):
            raise CommandError(
                _("A moment after now is only for the demo and for tests.")
            )
        return moment
