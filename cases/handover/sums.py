"""Handovers in sums that leaders look at: month by month, and from whom to whom.

Each is counted when it happened. A month that is over changes only when somebody writes
down afterwards that they met in it. Days are midnights in Copenhagen. Only offers that
somebody could answer were waited for: what came from a log, or was taken after a
contact, has no wait.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from coordination.figures import figure

# ruff: noqa: S608 - what is put into the queries are the constants below

DAY_OF = "({} AT TIME ZONE 'Europe/Copenhagen')::date"
# A baton that comes straight back: A → B, and then B → A within so many days.
MOVES = """
    WITH moved AS (
        SELECT giver_id, receiver_id, accepted_at,
            lag(giver_id) OVER way AS giver_before,
            lag(receiver_id) OVER way AS receiver_before,
            lag(accepted_at) OVER way AS before
        FROM cases_handover
        WHERE accepted_at >= %(before)s AND accepted_at < %(until)s
        WINDOW way AS (PARTITION BY case_id ORDER BY accepted_at, id)
    ), back AS (
        SELECT receiver_id AS giver_id, giver_id AS receiver_id, accepted_at AS at
        FROM moved
        WHERE giver_before = receiver_id AND receiver_before = giver_id
            AND accepted_at - before <= %(within)s
    )
"""
HAPPENED = f"""
    SELECT giver_id, receiver_id, accepted_at AS at, 'accepted' AS what,
        NULL::integer AS days
        FROM cases_handover WHERE accepted_at IS NOT NULL
    UNION ALL
    SELECT giver_id, receiver_id, ended_at, state, NULL::integer
        FROM cases_handover WHERE state IN ('declined', 'withdrawn', 'lapsed')
    UNION ALL
    SELECT giver_id, receiver_id, objected_at, 'objected', NULL::integer
        FROM cases_handover WHERE objected_at IS NOT NULL
    UNION ALL
    SELECT giver_id, receiver_id, at, 'returned', NULL::integer FROM back
    UNION ALL
    SELECT giver_id, receiver_id, accepted_at, 'answer',
        {DAY_OF.format("accepted_at")} - {DAY_OF.format("offered_at")}
        FROM cases_handover WHERE accepted_at IS NOT NULL AND origin = 'offer'
    UNION ALL
    SELECT giver_id, receiver_id, completed_at, what,
        {DAY_OF.format("completed_at")} - began
        FROM cases_handover, LATERAL (VALUES
            ('contact', {DAY_OF.format("offered_at")}),
            ('met', {DAY_OF.format("accepted_at")})
        ) AS stretch (what, began)
        WHERE completed_at IS NOT NULL AND not_met_because = '' AND origin = 'offer'
"""
BY_MONTH = f"""
    {MOVES}
    SELECT date_trunc('month', at AT TIME ZONE 'Europe/Copenhagen')::date,
        what, days, count(*)
    FROM ({HAPPENED}) AS happened
    WHERE at >= %(since)s AND at < %(until)s
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
BY_EDGE = f"""
    {MOVES}
    SELECT giver_id, receiver_id, what, days, count(*)
    FROM ({HAPPENED}) AS happened
    WHERE at >= %(since)s AND at < %(until)s
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
WAITS = ("answer", "met", "contact")


@figure("handover_months")
def tell_months(
    *, since: datetime, until: datetime, within: timedelta
) -> dict[date, dict[str, Any]]:
    """Return what happened in each month, by its first day.

    Counts of accepted, declined, withdrawn, lapsed, objected and returned, and the days
    of each wait: from the offer to its `answer`, from there until the new contact
    person had `met` the citizen, and all the way from the offer to that `contact`.
    """
    return gathered(BY_MONTH, since=since, until=until, within=within)


@figure("handover_edges")
def tell_edges(
    *, since: datetime, until: datetime, within: timedelta
) -> dict[tuple[int, int], dict[str, Any]]:
    """Return the same of the whole time, by the ids of giver and receiver.

    A baton that came back counts for the way that it had gone before.
    """
    return gathered(BY_EDGE, since=since, until=until, within=within)


def gathered(
    query: str, *, since: datetime, until: datetime, within: timedelta
) -> dict[Any, dict[str, Any]]:
    """Return the rows of a query by what they are about; days as sorted lists."""
    told: dict[str, Any] = {
        "since": since,
        "until": until,
        "within": within,
        "before": since - within,
    }
    found: dict[Any, dict[str, Any]] = defaultdict(
        lambda: Counter({}) | {wait: [] for wait in WAITS}
    )
    with connection.cursor() as cursor:
        cursor.execute(query, told)
        for *about, what, days, n in cursor.fetchall():
            place = found[tuple(about) if len(about) > 1 else about[0]]
            if what in WAITS:
                place[what] += [days] * n
            else:
                place[what] = n
    return dict(found)
