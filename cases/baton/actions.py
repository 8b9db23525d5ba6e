"""Moving the baton: one period ends at the very moment the next begins."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from coordination.models import Department, User

if TYPE_CHECKING:
    from cases.case.models import Case

NEXT_PERIOD = """
    WITH ended AS (
        UPDATE cases_batonperiod SET until = %(at)s
        WHERE case_id = %(case)s AND until IS NULL
        RETURNING id
    )
    INSERT INTO cases_batonperiod
        (case_id, department_id, holder_id, since, cause, because)
    SELECT %(case)s, %(department)s, %(holder)s, %(at)s, %(cause)s, %(because)s
    FROM (SELECT count(*) FROM ended) AS first_ended
"""


def pass_baton(
    case: "Case",
    *,
    department: Department | int,
    holder: User,
    at: datetime,
    cause: str,
    because: str = "",
) -> None:
    """Give the baton to a department and a person, in the step's own transaction.

    One statement ends the old period and begins the new one at the same instant.
    Counting the ended rows makes PostgreSQL end them before it inserts.
    """
    pk = department.pk if isinstance(department, Department) else department
    with connection.cursor() as cursor:
        cursor.execute(
            NEXT_PERIOD,
            {
                "case": case.pk,
                "department": pk,
                "holder": holder.pk,
                "at": at,
                "cause": cause,
                "because": because,
            },
        )


def put_down(case: "Case", *, at: datetime) -> None:
    """End the last period of a case that is closed."""
    case.periods.filter(until__isnull=True).update(until=at)
