"""The relay told in figures: which way batons go, and how long they stay."""

from typing import Any

from django.db import connection

from cases.relay.stays import HELD, held_of, stays_where
from coordination.figures import figure

# ruff: noqa: S608 - what is put into the queries are constants

# All of a log's cases, as `cases.relay.course.Course.source` marks them.
IMPORTED = "log:"
CHOSEN = "c.source LIKE %(source)s || '%%'"

STAYS = stays_where(CHOSEN)
SUMS = """
    SELECT
        (SELECT count(DISTINCT case_id) FROM stay),
        (SELECT count(DISTINCT department_id) FROM stay),
        (SELECT count(*) FROM (
            SELECT FROM stay GROUP BY case_id HAVING count(DISTINCT department_id) >= 3
        ) AS complex),
        (SELECT count(*) FROM stay a JOIN stay b ON b.case_id = a.case_id
            AND b.leg = a.leg + 2 AND b.department_id = a.department_id),
        (SELECT count(*) FROM period WHERE cause = 'reassigned'),
        (SELECT min(since) FROM stay),
        (SELECT max(coalesce(until, statement_timestamp())) FROM stay)
"""
PATHS = f"""
    SELECT h.giver_name, h.receiver_name, count(*)
    FROM cases_handover h JOIN cases_case c ON c.id = h.case_id
    WHERE {CHOSEN} AND h.state IN ('accepted', 'completed')
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""


def tell_relay(*, source: str) -> dict[str, Any]:
    """Return the figures of the cases whose source begins so; an empty one is all.

    Keys: cases, departments, cases_with_3_departments, handovers, returns (A → B →
    A, however long it took), reassignments, since and until (the first and the last
    moment), paths (from, to, count) and days_held (department, stays, median, p90; in
    days).
    """
    asked = {"source": source}
    with connection.cursor() as cursor:
        cursor.execute(STAYS + SUMS, asked)
        cases, departments, complex_cases, returns, reassignments, since, until = (
            cursor.fetchone()
        )
        cursor.execute(STAYS + HELD.format("true"), asked)
        held = held_of(cursor.fetchall())
        cursor.execute(PATHS, asked)
        paths = cursor.fetchall()
    return {
        "cases": cases,
        "departments": departments,
        "cases_with_3_departments": complex_cases,
        "handovers": sum(count for _giver, _receiver, count in paths),
        "returns": returns,
        "reassignments": reassignments,
        "since": since,
        "until": until,
        "paths": [
            {"from": giver, "to": receiver, "count": count}
            for giver, receiver, count in paths
        ],
        "days_held": held,
    }


@figure("relay_of_log")
def tell_log() -> dict[str, Any] | None:
    """Return the figures of all cases imported from logs, if there are any."""
    found = tell_relay(source=IMPORTED)
    return found if found["cases"] else None
