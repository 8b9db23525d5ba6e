"""How long the departments held the baton, in a time that is over."""

from datetime import datetime
from typing import Any

from django.db import connection

from cases.relay.stays import HELD, held_of, stays_where
from coordination.calendar import COPENHAGEN
from coordination.figures import figure

# All stays of the cases that somebody held in the time, so that each is whole.
STAYS = stays_where(
    """p.case_id IN (
        SELECT case_id FROM cases_batonperiod
        WHERE since < %(until)s AND (until >= %(since)s OR until IS NULL)
    )"""
)
SUMS = """
    SELECT count(*), count(*) FILTER (WHERE departments >= 3) FROM (
        SELECT count(DISTINCT department_id) AS departments
        FROM stay WHERE since < %(until)s GROUP BY case_id
    ) AS held
"""
# A log's last event begins a stay that it says no end of: nobody held anything then.
ENDED = """
    stay.until >= %(since)s AND stay.until < %(until)s AND stay.until > stay.since
"""
# The years before a moment in which batons went on.
YEARS = """
    WITH moved AS (
        SELECT extract(year FROM min(accepted_at) AT TIME ZONE %(zone)s)::int AS first
        FROM cases_handover
    )
    SELECT year FROM moved, generate_series(first, %(last)s) AS year
    WHERE EXISTS (
        SELECT FROM cases_handover
        WHERE accepted_at >= make_timestamptz(year, 1, 1, 0, 0, 0, %(zone)s)
            AND accepted_at < make_timestamptz(year + 1, 1, 1, 0, 0, 0, %(zone)s)
    )
    ORDER BY year
"""


@figure("batons_held")
def tell_held(*, since: datetime, until: datetime) -> dict[str, Any]:
    """Return how many cases somebody held in a time, and for how long departments did.

    Keys: cases; cases_with_3_departments, that had been with so many before the time
    was over; and days_held (department, stays, median, p90; in days) of the stays that
    ended in the time, from their beginning. What is over does not change any more.
    """
    asked = {"since": since, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(STAYS + SUMS, asked)
        cases, complex_cases = cursor.fetchone()
        cursor.execute(STAYS + HELD.format(ENDED), asked)
        held = held_of(cursor.fetchall())
    return {
        "cases": cases,
        "cases_with_3_departments": complex_cases,
        "days_held": held,
    }


@figure("years_of_handovers")
def tell_years(*, last: int) -> list[int]:
    """Return the years up to the last one in which batons went on."""
    with connection.cursor() as cursor:
        cursor.execute(YEARS, {"last": last, "zone": COPENHAGEN.key})
        return [year for (year,) in cursor.fetchall()]
