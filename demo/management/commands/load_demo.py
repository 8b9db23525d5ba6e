"""Fill the demo with a made-up municipality."""

import os
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coordination.models import Municipality
from coordination.progress import Bar
from demo.loading import Loader, usual_processes

# `make demo CITIZENS=30` gives a smaller town, in which most charts are empty.
CITIZENS = 250


class Command(BaseCommand):
    """Load Eksempel Kommune: departments, staff, citizens and two years of cases."""

    help = "Load the demo municipality; everybody in it is made up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument(
            "--citizens", type=int, default=os.environ.get("CITIZENS", CITIZENS)
        )
        parser.add_argument("--processes", type=int, default=usual_processes())

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load what is not there yet; a second time changes nothing."""
        if not settings.DEMO:
            raise CommandError(_("Only a demo can be filled with made-up people."))
        if Municipality.objects.filter(pk=1, demo=True).exists():
            self.stdout.write(_("The demo municipality is loaded already."))
            return
        began = monotonic()
        with translation.override("da"):
            self.load(options["citizens"], processes=options["processes"])
        self.stdout.write(
            _("The demo municipality is loaded, in %(seconds)s seconds.")
            % {"seconds": round(monotonic() - began)}
        )

    def load(self, count: int, *, processes: int) -> None:
        """Load everything, showing how far it has come."""
        loader = Loader(count=count, now=timezone.now())
        waiting = loader.open_all()
        loader.tell_story()
        bar = Bar(self.stderr, total=len(waiting), title=_("Cases"))
        for done in loader.play_all(waiting, processes=processes):
            bar.reach(done)
        bar.end()
        loader.close_months()
        loader.hold_rounds()
        loader.read_remarks()
        loader.lead()
        loader.finish()
