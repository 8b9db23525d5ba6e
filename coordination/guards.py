"""What the database itself refuses, as migration operations."""

# ruff: noqa: S608 - the names are literals in migrations

from collections.abc import Iterable, Sequence

from django.db.migrations import RunSQL

FUNCTIONS = RunSQL(
    """
    CREATE FUNCTION stafet_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END $$;

    CREATE FUNCTION stafet_known_edge() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE was text := '';
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            was := OLD.state;
            IF OLD.state = NEW.state THEN RETURN NEW; END IF;
        END IF;
        IF NOT EXISTS (
            SELECT FROM coordination_edge
            WHERE "table" = TG_TABLE_NAME AND source = was AND target = NEW.state
        ) THEN
            RAISE EXCEPTION '%: no step leads from "%" to "%"',
                TG_TABLE_NAME, was, NEW.state USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    """,
    """
    DROP FUNCTION stafet_append_only();
    DROP FUNCTION stafet_known_edge();
    """,
)


def append_only(table: str, *, allow: str = "") -> RunSQL:
    """Return the triggers that let rows only be added, whoever asks.

    `allow` is SQL that is true for the one change of a row that is not rewriting.
    """
    when = f"WHEN (NOT ({allow}))" if allow else ""
    return RunSQL(
        f"""
        CREATE TRIGGER append_only_update BEFORE UPDATE ON {table}
            FOR EACH ROW {when} EXECUTE FUNCTION stafet_append_only();
        CREATE TRIGGER append_only_delete BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION stafet_append_only();
        CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION stafet_append_only();
        """,
        f"""
        DROP TRIGGER append_only_update ON {table};
        DROP TRIGGER append_only_delete ON {table};
        DROP TRIGGER append_only_truncate ON {table};
        """,
    )


def further_edges(table: str, edges: Sequence[tuple[str, str]]) -> RunSQL:
    """Return the rows that let a table's state move along more edges than before."""
    rows = ", ".join(f"('{table}', '{source}', '{to}')" for source, to in edges)
    return RunSQL(
        f'INSERT INTO coordination_edge ("table", source, target) VALUES {rows};',
        f'DELETE FROM coordination_edge WHERE ("table", source, target) IN ({rows});',
    )


def known_edges(table: str, edges: Iterable[tuple[str, str]]) -> RunSQL:
    """Return the trigger and rows that let a table's state move only along edges."""
    rows = ", ".join(f"('{table}', '{source}', '{to}')" for source, to in edges)
    return RunSQL(
        f"""
        INSERT INTO coordination_edge ("table", source, target) VALUES {rows};
        CREATE TRIGGER known_edge BEFORE INSERT OR UPDATE OF state ON {table}
            FOR EACH ROW EXECUTE FUNCTION stafet_known_edge();
        """,
        f"""
        DROP TRIGGER known_edge ON {table};
        DELETE FROM coordination_edge WHERE "table" = '{table}';
        """,
    )
