"""Migrate, and give the web role its rights on what there is now."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django_fsm
import environ
from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.dispatch import Signal

# The web role adds rows to these, and reads them; it never rewrites them.
APPEND_ONLY = (
    "coordination_event",
    "coordination_seal",
    "coordination_sealcheck",
    "coordination_edge",
)


class Command(Migrate):
    """Apply the migrations as the owner, then grant the web role its rights."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run Django's migrate, then the grants."""
        with no_model_listening():
            super().handle(*args, **options)
        grant(options["database"])


@contextmanager
def no_model_listening() -> Iterator[None]:
    """Let no state of the past listen for its transitions: it has none.

    Each would look for them in every model of every migration after it, which takes
    half of the time that an empty database needs.
    """
    names = vars(django_fsm)
    heard = names["class_prepared"]
    names["class_prepared"] = Signal()
    try:
        yield
    finally:
        names["class_prepared"] = heard


def grant(alias: str = "default") -> None:
    """Let the web role read and write rows, but not change tables or history."""
    web = environ.Env.db_url_config(settings.DATABASE_URL)["USER"]
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == web:
            return  # one role only: `check --deploy` says why that is not enough
        role = connection.ops.quote_name(web)
        cursor.execute(
            f"GRANT USAGE ON SCHEMA public TO {role};"
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public"
            f" TO {role};"
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};"
        )
        existing = connection.introspection.table_names(cursor)
        for table in [*APPEND_ONLY, *getattr(settings, "APPEND_ONLY_TABLES", ())]:
            if table in existing:
                cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
        if "coordination_edge" in existing:
            cursor.execute(f"REVOKE INSERT ON coordination_edge FROM {role}")
