"""The relay told in figures: which way batons go, and how long they stay."""

from typing import Any

from django.db import connection

from coordination.figures import figure

# ruff: noqa: S608 - what is put into the queries are the constants below

# All of a log's cases, as `cases.relay.course.Course.source` marks them.
IMPORTED = "log:"

# What the caller names; else the imported cases; else, where none are, all.
CHOSEN = """
    coalesce(
        %(source)s,
        (SELECT 'log:' FROM cases_case WHERE source LIKE 'log:%%' LIMIT 1),
        ''
    ) || '%%'
"""

# A stay is an unbroken time in one department, whoever holds the baton there.
STAYS = f"""
    WITH period AS (
        SELECT p.case_id, p.id, p.department_id, p.since, p.until, p.cause,
            p.department_id IS DISTINCT FROM lag(p.department_id) OVER way AS arrives
        FROM cases_batonperiod p JOIN cases_case c ON c.id = p.case_id
        WHERE c.source LIKE {CHOSEN}
        WINDOW way AS (PARTITION BY p.case_id ORDER BY p.since, p.id)
    ), numbered AS (
        SELECT *, count(*) FILTER (WHERE arrives) OVER (
            PARTITION BY case_id ORDER BY since, id
        ) AS leg
        FROM period
    ), stay AS (
        SELECT case_id, leg, min(department_id) AS department_id,
            extract(epoch FROM max(coalesce(until, statement_timestamp()))
                - min(since)) / 86400 AS days
        FROM numbered GROUP BY case_id, leg
    )
"""
SUMS = """
    SELECT
        (SELECT count(DISTINCT case_id) FROM stay),
        (SELECT count(DISTINCT department_id) FROM stay),
        (SELECT count(*) FROM (
            SELECT FROM stay GROUP BY case_id HAVING count(DISTINCT department_id) >= 3
        ) AS complex),
        (SELECT count(*) FROM stay a JOIN stay b ON b.case_id = a.case_id
            AND b.leg = a.leg + 2 AND b.department_id = a.department_id),
        (SELECT count(*) FROM period WHERE cause = 'reassigned')
"""
HELD = """
    SELECT d.name, count(*),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY stay.days),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY stay.days)
    FROM stay JOIN coordination_department d ON d.id = stay.department_id
    GROUP BY d.name ORDER BY count(*) DESC, d.name
"""
PATHS = f"""
    SELECT h.giver_name, h.receiver_name, count(*)
    FROM cases_handover h JOIN cases_case c ON c.id = h.case_id
    WHERE c.source LIKE {CHOSEN} AND h.state IN ('accepted', 'completed')
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""


@figure("relay")
def tell_relay(*, source: str | None = None, **_window: Any) -> dict[str, Any]:
    """Return the figures of the cases whose source begins so; an empty one is all.

    Without a source they are of the imported cases, or of all where none are.
    Keys: cases, departments, cases_with_3_departments, handovers, returns (A → B →
    A), reassignments, paths (from, to, count) and days_held (department, stays,
    median, p90; in days).
    """
    asked = {"source": source}
    with connection.cursor() as cursor:
        cursor.execute(STAYS + SUMS, asked)
        cases, departments, complex_cases, returns, reassignments = cursor.fetchone()
        cursor.execute(STAYS + HELD, asked)
        held = cursor.fetchall()
        cursor.execute(PATHS, asked)
        paths = cursor.fetchall()
    return {
        "cases": cases,
        "departments": departments,
        "cases_with_3_departments": complex_cases,
        "handovers": sum(count for _giver, _receiver, count in paths),
        "returns": returns,
        "reassignments": reassignments,
        "paths": [
            {"from": giver, "to": receiver, "count": count}
            for giver, receiver, count in paths
        ],
        "days_held": [
            {
                "department": name,
                "stays": stays,
                "median": round(float(median), 4),
                "p90": round(float(p90), 4),
            }
            for name, stays, median, p90 in held
        ],
    }
