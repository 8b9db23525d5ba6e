"""Stays: unbroken times with the baton in one department, whoever holds it there."""

# ruff: noqa: S608 - the condition is one of the constants of this package


def stays_where(condition: str) -> str:
    """Return the opening of a query over the `stay`s of some cases, and their periods.

    A stay has a case, a leg (1, 2, …), a department, and when it began and ended; one
    that goes on has no end. A case that is reopened begins another stay.
    """
    return f"""
    WITH period AS (
        SELECT p.case_id, p.id, p.department_id, p.since, p.until, p.cause,
            p.department_id IS DISTINCT FROM lag(p.department_id) OVER way
                OR p.since IS DISTINCT FROM lag(p.until) OVER way AS arrives
        FROM cases_batonperiod p JOIN cases_case c ON c.id = p.case_id
        WHERE {condition}
        WINDOW way AS (PARTITION BY p.case_id ORDER BY p.since, p.id)
    ), numbered AS (
        SELECT *, count(*) FILTER (WHERE arrives) OVER (
            PARTITION BY case_id ORDER BY since, id
        ) AS leg
        FROM period
    ), stay AS (
        SELECT case_id, leg, min(department_id) AS department_id, min(since) AS since,
            CASE WHEN bool_and(until IS NOT NULL) THEN max(until) END AS until
        FROM numbered GROUP BY case_id, leg
    )
    """


DAYS = "extract(epoch FROM coalesce(stay.until, statement_timestamp()) - stay.since)"
# How many stays each department had, and how long half and nine of ten of them took.
HELD = f"""
    SELECT d.name, count(*),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY {DAYS}) / 86400,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY {DAYS}) / 86400
    FROM stay JOIN coordination_department d ON d.id = stay.department_id
    WHERE {{}}
    GROUP BY d.name ORDER BY count(*) DESC, d.name
"""


def held_of(rows: list[tuple[str, int, float, float]]) -> list[dict[str, object]]:
    """Return what `HELD` found, in days."""
    return [
        {
            "department": name,
            "stays": stays,
            "median": round(float(median), 4),
            "p90": round(float(p90), 4),
        }
        for name, stays, median, p90 in rows
    ]
