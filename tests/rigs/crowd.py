"""Thousands of cases in seconds: copies of a few that people have really worked on."""

from psycopg import sql

# Further apart than any number the worked cases have.
STRIDE = 10_000
# Each table with the columns whose numbers move along with the copy.
TABLES = {
    "coordination_recipient": (),
    "cases_citizen": (),
    "cases_case": ("citizen_id",),
    "cases_batonperiod": ("case_id",),
    "cases_consent": ("case_id",),
    "cases_consent_departments": ("consent_id",),
    "cases_involvement": ("case_id", "consent_id"),
    "cases_casegroupgrant": ("content_object_id", "involvement_id"),
    "cases_caseusergrant": ("content_object_id", "involvement_id"),
    "cases_charter": ("case_id",),
    "cases_contact": ("case_id",),
    "cases_handover": ("case_id", "consent_id"),
    "cases_plan": ("case_id",),
    "cases_goal": ("case_id",),
    "cases_measure": ("case_id", "goal_id"),
    "mentors_mentorship": ("case_id", "consent_id", "involvement_id"),
    "mentors_plannedvisit": ("case_id", "mentorship_id"),
    "mentors_visit": ("case_id", "mentorship_id"),
    "coordination_event": ("root_id",),
}
OLD = f"t.id < {STRIDE}"
ORIGINAL = {
    "coordination_recipient": f"""t.id IN
        (SELECT recipient_id FROM cases_citizen WHERE id < {STRIDE})""",
}
# What no two rows may share is made anew.
ANEW = {
    ("coordination_recipient", "id"): "md5(t.id::text || n)::uuid",
    ("cases_citizen", "recipient_id"): "md5(t.recipient_id::text || n)::uuid",
    ("cases_citizen", "cpr_index"): "NULL",
    ("cases_citizen", "name"): "t.name || ' ' || n",
    ("cases_contact", "sent_as"): "NULL",
    ("mentors_visit", "client_id"): "md5(t.client_id::text || n)::uuid",
}


def copy_cases(database, *, first, last):
    """Add the copies numbered so of every case there is; return how many there are.

    Triggers are off meanwhile: what they guard holds for a copy as for its original,
    and what they would add is copied too.
    """
    with database.as_owner() as connection:
        for table in TABLES:
            run(connection, "ALTER TABLE {} DISABLE TRIGGER USER", table)
            # a database that is being tidied up cannot be dropped by its owner
            run(connection, "ALTER TABLE {} SET (autovacuum_enabled = off)", table)
        for table, moved in TABLES.items():
            copy_rows(connection, table, moved, first, last)
        for table in TABLES:
            run(connection, "ALTER TABLE {} ENABLE TRIGGER USER", table)
        for table in TABLES:
            run(connection, "ANALYZE {}", table)
        found = connection.execute("SELECT count(*) FROM cases_case").fetchone()
    return found[0]


def run(connection, command, table):
    connection.execute(sql.SQL(command).format(sql.Identifier(table)))


def copy_rows(connection, table, moved, first, last):
    """Copy the rows that people made, as often as asked."""
    columns = [
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_generated = 'NEVER'",
            [table],
        )
    ]
    words = [value_of(table, name, moved) for name in columns]
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)})"
        f" OVERRIDING SYSTEM VALUE SELECT {', '.join(words)}"
        f" FROM {table} t, generate_series({first}, {last}) n"
        f" WHERE {ORIGINAL.get(table, OLD)}"
    )


def value_of(table, column, moved):
    """Say what stands in a copy's column."""
    if (table, column) in ANEW:
        return ANEW[table, column]
    if column == "id" or column in moved:
        return f"t.{column} + n * {STRIDE}"
    return f"t.{column}"
