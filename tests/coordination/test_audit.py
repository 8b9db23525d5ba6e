"""History can be added to and read, by nobody changed, and every change shows."""

import threading

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from coordination.audit.seal import broken_seals, seal_new
from coordination.management.commands.migrate import APPEND_ONLY
from coordination.models import Event, Seal
from coordination.record import announce

HISTORY = {*APPEND_ONLY, *settings.APPEND_ONLY_TABLES, "cases_batonperiod"}
# A period may end once and lose its words, and nothing else of it changes.
CHANGED = {"cases_batonperiod": "since = since - interval '1 day'"}
REWRITING = [
    f"{verb} {table} {rest}".strip()
    for table in sorted(HISTORY)
    for verb, rest in (
        ("UPDATE", f"SET {CHANGED.get(table, 'id = id + 1000')}"),
        ("DELETE FROM", ""),
        ("TRUNCATE", "CASCADE"),
    )
]
WEB_ROLE = [
    *REWRITING,
    "INSERT INTO coordination_edge (\"table\", source, target) VALUES ('a', 'b', 'c')",
    "CREATE TABLE mine (id int)",
    "ALTER TABLE coordination_event DISABLE TRIGGER ALL",
    "DROP TABLE coordination_event CASCADE",
]
# A row trigger needs a row: these have some when a case is open and sealed.
FILLED = {"coordination_event", "coordination_seal", "cases_batonperiod"}
OWNER = [
    sql
    for sql in REWRITING
    if "coordination_edge" not in sql  # migrations add and remove steps
    and (sql.startswith("TRUNCATE") or set(sql.split()) & FILLED)
]
# the bits of pg_trigger.tgtype
DELETE, UPDATE, TRUNCATE = 8, 16, 32
REWRITES = DELETE | UPDATE | TRUNCATE
UNSEALED = "ALTER TABLE coordination_event DISABLE TRIGGER USER"


@pytest.mark.django_db
@pytest.mark.parametrize("sql", WEB_ROLE)
def test_the_web_role_cannot_rewrite_history(case, sql):
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.commits
@pytest.mark.parametrize("sql", OWNER)
def test_the_owner_is_stopped_by_the_trigger(commits, case, sql):
    seal_new()
    with commits.as_owner() as owner, pytest.raises(Exception, match="append-only"):
        owner.execute(sql)


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(HISTORY - {"coordination_edge"}))
def test_every_table_of_history_has_its_triggers(table):
    """Whether or not it has rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(bit_or(tgtype), 0) FROM pg_trigger WHERE NOT tgisinternal"
            " AND tgenabled IN ('O', 'A') AND tgrelid = %s::regclass",
            [table],
        )
        (kinds,) = cursor.fetchone()
    assert kinds & REWRITES == REWRITES


@pytest.mark.commits
@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE coordination_event SET purpose = 'x' WHERE id = %s", "changed"),
        ("DELETE FROM coordination_seal WHERE id = %s", "missing"),
    ],
)
def test_tampering_is_named(commits, case, charter, tampering, told):
    seal_new()
    middle = Seal.objects.order_by("pk")[2]
    with commits.as_owner() as owner:
        owner.execute(UNSEALED)
        owner.execute("ALTER TABLE coordination_seal DISABLE TRIGGER USER")
        owner.execute(tampering, [middle.event_id if told == "changed" else middle.pk])
    assert told in next(iter(broken_seals()))
    with pytest.raises(SystemExit):
        call_command("verify_audit")


@pytest.mark.commits
def test_a_chain_rewritten_from_the_start_lacks_the_kept_head(commits, case, capsys):
    call_command("verify_audit")
    head = capsys.readouterr().out.rsplit(" ", 1)[-1].strip()
    with commits.as_owner() as owner:
        owner.execute("ALTER TABLE coordination_seal DISABLE TRIGGER USER")
        owner.execute(UNSEALED)
        owner.execute("DELETE FROM coordination_seal")
        owner.execute("UPDATE coordination_event SET purpose = 'x' WHERE id = 1")
    call_command("verify_audit")
    with pytest.raises(SystemExit):
        call_command("verify_audit", "--head", head)


@pytest.mark.commits
def test_sealing_from_many_threads_makes_one_chain(municipality):
    def add_and_seal():
        try:
            for _ in range(10):
                announce("prøve.sket")
                seal_new()
        finally:
            connection.close()

    threads = [threading.Thread(target=add_and_seal) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_new()
    assert Seal.objects.count() == Event.objects.count()
    assert not list(broken_seals())


@pytest.mark.django_db
def test_sealing_again_adds_nothing(case):
    assert seal_new() > 0
    assert seal_new() == 0
