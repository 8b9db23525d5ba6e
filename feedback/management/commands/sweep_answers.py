"""Clear what is left on disk of answers that have become counts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection
from django.utils.translation import gettext as _

# Rewritten: here lay the answers themselves, and the remarks as they came.
REWRITTEN = ("feedback_intake", "feedback_remark", "feedback_tally")
# Swept: dead versions of its rows still tell when each link was spent.
SWEPT = ("feedback_invitation",)


class Command(BaseCommand):
    """Rewrite the tables that held answers; for the owner, after each closing."""

    help = "Clear deleted answers from the disk (VACUUM), as the owner of the tables."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rewrite or sweep each table; nobody can answer for those few moments."""
        try:
            with connection.cursor() as cursor:
                for table in REWRITTEN:
                    cursor.execute(f"VACUUM FULL {table}")
                for table in SWEPT:
                    cursor.execute(f"VACUUM {table}")
                cursor.execute(
                    "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class"
                    " WHERE relname = ANY(%s)",
                    [[*REWRITTEN, *SWEPT]],
                )
                (is_owner,) = cursor.fetchone()
        except ProgrammingError as error:
            raise CommandError(self.sentence) from error
        if not is_owner:  # PostgreSQL only warns, and skips the table
            raise CommandError(self.sentence)
        self.stdout.write(_("What was left of counted answers is cleared."))

    @property
    def sentence(self) -> str:
        """Say who can do it."""
        return _("Only the owner of the tables can do this: set DATABASE_OWNER_URL.")
