"""Clear what is left on disk of answers that have become counts."""

from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection
from django.utils.translation import gettext as _

# Rewritten: here lay the answers themselves, and the remarks as they came.
REWRITTEN = ("feedback_intake", "feedback_remark")
# Swept: dead versions of its rows still tell when each link was spent.
SWEPT = ("feedback_invitation",)

# How often a table that somebody is just reading is rewritten again.
TRIES = 20


def rewrite(cursor: Any, table: str) -> None:
    """Rewrite a table; again, while what nobody has any more is still on the disk.

    PostgreSQL keeps what another transaction could still see. A table with rows does
    not tell; these have the next closing's turn.
    """
    for _again in range(TRIES):
        # A rewriting looks at the table as readers do, and keeps what work in other
        # databases of the cluster could see if it were here; a sweep does not.
        cursor.execute(f"VACUUM {table}")
        cursor.execute(f"VACUUM FULL {table}")
        cursor.execute(
            f"SELECT NOT EXISTS (SELECT FROM {table})"  # noqa: S608 - our own names
            " AND pg_relation_size(%s) > 0",
            [table],
        )
        (left,) = cursor.fetchone()
        if not left:
            return
        sleep(0.5)


class Command(BaseCommand):
    """Rewrite the tables that held answers; for the owner, after each closing."""

    help = "Clear deleted answers from the disk (VACUUM), as the owner of the tables."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rewrite or sweep each table; nobody can answer for those few moments."""
        try:
            with connection.cursor() as cursor:
                for table in REWRITTEN:
                    rewrite(cursor, table)
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
