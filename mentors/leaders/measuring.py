"""What mentors and citizens did together, counted by month and department in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, F, When
from django.db.models.functions import Least

from mentors.leaders.months import Month
from mentors.mentorship.models import Mentorship
from mentors.visit.models import Visit

Frequency = Mentorship.Frequency
Place = tuple[int, int | None]  # the month's number; the department, or all of them

# How many visits a week an agreement means. "When the citizen asks" means none.
A_WEEK = {
    Frequency.TWICE_WEEKLY.value: 2.0,
    Frequency.WEEKLY.value: 1.0,
    Frequency.FORTNIGHTLY.value: 0.5,
    Frequency.MONTHLY.value: 12 * 7 / 365.25,
}


@dataclass(frozen=True)
class Work:
    """What was agreed and what was done in one month, in one place.

    `agreed` is a sum over the mentorships with an agreed frequency: the days they ran
    in the month, times visits a week. `done` are the visits of just these at which
    they met. `kept` are those of `promised` mentorships in which they met at least as
    often as the whole number agreed for the month; only who had agreed on one visit or
    more counts. `nobody_home` and `tried` are about all visits but the cancelled ones.
    """

    mentors: frozenset[int]
    agreed: float
    done: int
    promised: int
    kept: int
    met: int
    nobody_home: int

    @property
    def tried(self) -> int:
        """How many visits somebody went out for."""
        return self.met + self.nobody_home


@dataclass(frozen=True)
class FirstVisits:
    """How many days the first visit took after a mentor was asked for."""

    n: int
    median: float
    p90: int


@dataclass(frozen=True)
class Standing:
    """How many had a mentor at the end of a month, and how many waited for one."""

    active: int
    waiting: int


MONTHS = """
    months AS (
        SELECT * FROM unnest(%s::int[], %s::timestamptz[], %s::timestamptz[])
            AS month (n, begins, ends)
    )
"""
WORK = """
    WITH {months},
    visit AS ({visits}),
    counted AS (
        SELECT months.n, visit.mentorship_id,
            count(*) FILTER (WHERE visit.outcome = 'done') AS met,
            count(*) FILTER (WHERE visit.outcome = 'nobody_home') AS nobody_home
        FROM visit JOIN months
            ON visit.happened_at >= months.begins AND visit.happened_at < months.ends
        GROUP BY months.n, visit.mentorship_id
    ),
    span AS (
        SELECT months.n, ms.department_id, ms.mentor_id, rate.a_week,
            coalesce(counted.met, 0) AS met,
            coalesce(counted.nobody_home, 0) AS nobody_home,
            extract(epoch FROM least(ms.ended_at, months.ends)
                - greatest(ms.activated_at, months.begins)) / 604800
                * rate.a_week AS agreed
        FROM months
        JOIN mentors_mentorship ms ON ms.activated_at < months.ends
            AND (ms.ended_at IS NULL OR ms.ended_at > months.begins)
        LEFT JOIN unnest(%s::text[], %s::float[]) AS rate (frequency, a_week)
            ON rate.frequency = ms.frequency
        LEFT JOIN counted ON counted.n = months.n AND counted.mentorship_id = ms.id
    )
    SELECT n, department_id, array_agg(DISTINCT mentor_id),
        coalesce(sum(agreed), 0),
        coalesce(sum(met) FILTER (WHERE a_week IS NOT NULL), 0),
        count(*) FILTER (WHERE floor(agreed) >= 1),
        count(*) FILTER (WHERE floor(agreed) >= 1 AND met >= floor(agreed)),
        sum(met), sum(nobody_home)
    FROM span GROUP BY GROUPING SETS ((n, department_id), (n))
"""
FIRST = """
    WITH {months},
    visit AS ({visits}),
    first AS (
        SELECT ms.department_id, ms.proposed_at, min(visit.happened_at) AS met_at
        FROM visit JOIN mentors_mentorship ms ON ms.id = visit.mentorship_id
        WHERE visit.outcome = 'done' AND ms.proposed_at IS NOT NULL
        GROUP BY ms.id
    ),
    waited AS (
        SELECT months.n, first.department_id, greatest(0,
            (first.met_at AT TIME ZONE 'Europe/Copenhagen')::date
            - (first.proposed_at AT TIME ZONE 'Europe/Copenhagen')::date) AS days
        FROM first JOIN months
            ON first.met_at >= months.begins AND first.met_at < months.ends
    )
    SELECT n, department_id, count(*),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY days),
        percentile_disc(0.9) WITHIN GROUP (ORDER BY days)
    FROM waited GROUP BY GROUPING SETS ((n, department_id), (n), ())
"""
STANDING = """
    WITH {months}
    SELECT months.n, ms.department_id,
        count(*) FILTER (WHERE ms.activated_at < months.ends),
        count(*) FILTER (
            WHERE ms.activated_at IS NULL OR ms.activated_at >= months.ends)
    FROM months JOIN mentors_mentorship ms ON ms.proposed_at < months.ends
        AND (ms.ended_at IS NULL OR ms.ended_at >= months.ends)
    GROUP BY GROUPING SETS ((months.n, ms.department_id), (months.n))
"""
EVERY_MONTH = -1


def work(months: Sequence[Month]) -> dict[Place, Work]:
    """Return what was agreed and done, by month and department, and by month."""
    rates = [list(A_WEEK), list(A_WEEK.values())]
    return {
        (n, department): Work(
            frozenset(filter(None, mentors)), float(agreed), *map(int, counts)
        )
        for n, department, mentors, agreed, *counts in ask(WORK, months, rates)
    }


def first_visits(months: Sequence[Month]) -> dict[Place, FirstVisits]:
    """Return the days to the first visit, by the month in which it was.

    A mentorship in which they have not met yet is in none of them. Under the number
    `EVERY_MONTH` stand all the months together.
    """
    return {
        (EVERY_MONTH if n is None else n, department): FirstVisits(*found)
        for n, department, *found in ask(FIRST, months)
    }


def standing(months: Sequence[Month]) -> dict[Place, Standing]:
    """Return who had a mentor, and who waited, at the end of each month or now."""
    return {
        (n, department): Standing(active, waiting)
        for n, department, active, waiting in ask(STANDING, months)
    }


def ask(sql: str, months: Sequence[Month], more: Sequence[Any] = ()) -> list[Any]:
    """Return the rows of a query over the months."""
    visits, known = visits_that_happened()
    asked: list[Any] = [
        list(range(len(months))),
        [month.begins for month in months],
        [month.ends for month in months],
    ]
    if "{visits}" in sql:
        asked += known
    with connection.cursor() as cursor:
        cursor.execute(sql.format(months=MONTHS, visits=visits), [*asked, *more])
        return list(cursor.fetchall())


def visits_that_happened() -> tuple[str, list[Any]]:
    """Return the query for the visits as their newest versions tell them.

    A visit counts in the month in which it began by the phone's clock; where that
    clock was wrong, in the month in which we heard of it.
    """
    rows = Visit.objects.current().exclude(outcome=Visit.Outcome.CANCELLED)
    told = rows.annotate(
        happened_at=Case(
            When(late__contains=[Visit.Late.CLOCK.value], then=F("received_at")),
            default=Least("started_at", "received_at"),
        )
    )
    query = told.values("mentorship_id", "outcome", "happened_at").query
    sql, parameters = query.sql_with_params()
    return sql, list(parameters)
