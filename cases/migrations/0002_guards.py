"""The database refuses two holders, a gap between them, and unknown steps."""

from django.db import migrations
from django.db.migrations import RunSQL

from coordination.guards import append_only, known_edges

# btree_gist is not everywhere, so the case's number is compared as a range.
ONE_HOLDER = RunSQL(
    """
    ALTER TABLE cases_batonperiod ADD CONSTRAINT baton_periods_do_not_overlap
    EXCLUDE USING gist (
        int8range(case_id, case_id, '[]') WITH &&,
        tstzrange(since, until, '[)') WITH &&
    );
    """,
    "ALTER TABLE cases_batonperiod DROP CONSTRAINT baton_periods_do_not_overlap;",
)

# Checked when the step commits: ending one period and beginning the next are two
# changes, and only together do they leave the case with one holder.
NO_GAP = RunSQL(
    """
    CREATE FUNCTION cases_baton_has_one_holder() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        wanted bigint;
        case_state text;
        holders int;
    BEGIN
        IF TG_TABLE_NAME = 'cases_case' THEN wanted := NEW.id;
        ELSE wanted := NEW.case_id; END IF;
        SELECT state INTO case_state FROM cases_case WHERE id = wanted;
        SELECT count(*) INTO holders FROM cases_batonperiod
            WHERE case_id = wanted AND until IS NULL;
        IF holders <> (CASE WHEN case_state = 'closed' THEN 0 ELSE 1 END) THEN
            RAISE EXCEPTION 'case %: % holders while %', wanted, holders, case_state
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_TABLE_NAME = 'cases_batonperiod' AND TG_OP = 'INSERT' THEN
            IF NEW.cause NOT IN ('opened', 'reopened') AND NOT EXISTS (
                SELECT FROM cases_batonperiod
                WHERE case_id = wanted AND until = NEW.since
            ) THEN
                RAISE EXCEPTION 'case %: nobody held the baton before %',
                    wanted, NEW.since USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER one_holder
        AFTER INSERT OR UPDATE OF until ON cases_batonperiod
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION cases_baton_has_one_holder();
    CREATE CONSTRAINT TRIGGER one_holder
        AFTER INSERT OR UPDATE OF state ON cases_case
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION cases_baton_has_one_holder();
    """,
    """
    DROP TRIGGER one_holder ON cases_batonperiod;
    DROP TRIGGER one_holder ON cases_case;
    DROP FUNCTION cases_baton_has_one_holder();
    """,
)

# Access is what the involvements say, whoever writes one: person, import or hand.
PROJECTION = RunSQL(
    """
    CREATE FUNCTION cases_project_involvement() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            DELETE FROM cases_casegroupgrant WHERE involvement_id = NEW.id;
            DELETE FROM cases_caseusergrant WHERE involvement_id = NEW.id;
        END IF;
        IF NEW.state <> 'active' THEN RETURN NULL; END IF;
        INSERT INTO cases_casegroupgrant
            (content_object_id, involvement_id, permission_id, group_id, until)
        SELECT NEW.case_id, NEW.id, p.id, g.id, NEW.until
        FROM auth_permission p
        JOIN django_content_type t ON t.id = p.content_type_id
            AND t.app_label = 'cases' AND t.model = 'case'
        JOIN auth_group g ON g.name IN (
            'department ' || NEW.department_id || ' caseworker',
            'department ' || NEW.department_id || ' coordinator',
            'department ' || NEW.department_id || ' leader'
        )
        WHERE NEW.sections ? substr(p.codename, 5) AND p.codename LIKE 'see\\_%';
        INSERT INTO cases_caseusergrant
            (content_object_id, involvement_id, permission_id, user_id, until)
        SELECT NEW.case_id, NEW.id, p.id, NEW.person_id, NEW.until
        FROM auth_permission p
        JOIN django_content_type t ON t.id = p.content_type_id
            AND t.app_label = 'cases' AND t.model = 'case'
        WHERE NEW.person_id IS NOT NULL
            AND NEW.sections ? substr(p.codename, 5) AND p.codename LIKE 'see\\_%';
        RETURN NULL;
    END $$;
    CREATE TRIGGER project AFTER INSERT OR UPDATE OF state, until, sections
        ON cases_involvement
        FOR EACH ROW EXECUTE FUNCTION cases_project_involvement();
    """,
    """
    DROP TRIGGER project ON cases_involvement;
    DROP FUNCTION cases_project_involvement();
    """,
)

# A period with the baton ends once; its words may be erased, and nothing else.
ENDS_ONCE_OR_IS_ERASED = """
    (OLD.until IS NULL AND NEW.until IS NOT NULL AND NEW.because = OLD.because
        OR OLD.until IS NOT DISTINCT FROM NEW.until AND NEW.because = '')
    AND OLD.case_id = NEW.case_id AND OLD.department_id = NEW.department_id
    AND OLD.holder_id = NEW.holder_id AND OLD.since = NEW.since
    AND OLD.cause = NEW.cause
"""

EDGES = {
    "cases_case": [
        ("", "open"),
        ("open", "coordinated"),
        ("open", "paused"),
        ("open", "closed"),
        ("coordinated", "open"),
        ("coordinated", "paused"),
        ("coordinated", "closed"),
        ("paused", "open"),
        ("paused", "coordinated"),
        ("closed", "open"),
    ],
    "cases_handover": [
        ("", "offered"),
        ("offered", "accepted"),
        ("offered", "declined"),
        ("offered", "withdrawn"),
        ("offered", "lapsed"),
        ("accepted", "completed"),
    ],
    "cases_involvement": [("", "active"), ("active", "ended")],
    "cases_consent": [
        ("", "given"),
        ("given", "withdrawn"),
        ("given", "expired"),
    ],
    "cases_charter": [("", "kept")],
    "cases_contact": [("", "logged")],
    "cases_plan": [("", "agreed")],
    "cases_goal": [("", "set"), ("set", "reached"), ("set", "dropped")],
    "cases_measure": [("", "open"), ("open", "done"), ("open", "dropped")],
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("coordination", "0002_guards")]
    # what it was called in databases made before the migrations were written as one
    replaces = [("cases", "0002_initial"), ("cases", "0003_guards")]
    operations = [
        ONE_HOLDER,
        NO_GAP,
        PROJECTION,
        append_only("cases_batonperiod", allow=ENDS_ONCE_OR_IS_ERASED),
        append_only("cases_contact"),
        *(known_edges(table, edges) for table, edges in EDGES.items()),
    ]
