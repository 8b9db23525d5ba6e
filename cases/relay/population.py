"""Whom a round of questions could ask: persons, each counted once."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from cases.contact.models import Contact
from coordination.calendar import COPENHAGEN
from coordination.courses import COURSE_BANDS, LONGEST
from coordination.figures import figure

BAND = "CASE {} ELSE '{}' END".format(
    " ".join(f"WHEN days < {limit} THEN '{band}'" for limit, band in COURSE_BANDS),
    LONGEST,
)
# `matching` are the cases that the rule is about, `met` what counts as contact in
# them, `persons` the citizens with enough of it, each with the case of the latest.
POPULATION = f"""
WITH lasted AS (
    SELECT DISTINCT ON (p.case_id)
        c.id, c.citizen_id, c.target_group, p.department_id AS receiver,
        coalesce(c.closed_at, %(at)s) AS looked_at,
        floor(extract(epoch FROM coalesce(c.closed_at, %(at)s)
            - coalesce(c.opened_at, %(at)s)) / 86400) AS days
    FROM cases_batonperiod p JOIN cases_case c ON c.id = p.case_id
    ORDER BY p.case_id, p.until DESC NULLS FIRST, p.id DESC
), matching AS (
    SELECT *, {BAND} AS course_band FROM lasted
    WHERE (%(departments)s::bigint[] = '{{}}' OR receiver = ANY(%(departments)s))
        AND (%(groups)s::text[] = '{{}}' OR target_group = ANY(%(groups)s))
        AND (%(bands)s::text[] = '{{}}' OR {BAND} = ANY(%(bands)s))
), met AS (
    SELECT m.citizen_id, m.id, count(*) AS times, max(k.happened_at) AS latest
    FROM matching m JOIN cases_contact k ON k.case_id = m.id
    WHERE k.attended AND k.kind = ANY(%(counting)s)
        AND k.happened_at >= %(since)s AND k.happened_at < %(until)s
    GROUP BY m.citizen_id, m.id
), persons AS (
    SELECT DISTINCT ON (citizen_id)
        citizen_id, id, sum(times) OVER (PARTITION BY citizen_id) AS times
    FROM met ORDER BY citizen_id, latest DESC, id DESC
), parts AS (
    SELECT m.id, i.department_id, i.person_id, i.kind
    FROM persons n JOIN matching m ON m.id = n.id
    JOIN cases_involvement i ON i.case_id = m.id AND i.kind IN ('party', 'mentor')
        AND i.since <= m.looked_at AND (i.until IS NULL OR i.until >= m.looked_at)
), helpers AS (
    SELECT c.citizen_id, array_agg(DISTINCT h.person ORDER BY h.person) AS people
    FROM persons n JOIN cases_case c ON c.citizen_id = n.citizen_id
    CROSS JOIN LATERAL (
        SELECT holder_id FROM cases_batonperiod WHERE case_id = c.id
        UNION SELECT person_id FROM cases_involvement
            WHERE case_id = c.id AND kind = 'mentor'
        UNION SELECT c.coordinator_id UNION SELECT c.coordinator_deputy_id
    ) AS h (person)
    WHERE h.person IS NOT NULL GROUP BY c.citizen_id
)
SELECT z.recipient_id, m.receiver, m.course_band, m.target_group, r.language,
    (SELECT count(*) FROM (
        SELECT department_id FROM parts p WHERE p.id = m.id AND p.kind = 'party'
        UNION SELECT m.receiver
    ) AS together),
    EXISTS (SELECT FROM parts p WHERE p.id = m.id AND p.kind = 'mentor'),
    coalesce(h.people, '{{}}')
FROM persons n
JOIN matching m ON m.id = n.id
JOIN cases_citizen z ON z.id = n.citizen_id
JOIN coordination_recipient r ON r.id = z.recipient_id
LEFT JOIN helpers h ON h.citizen_id = n.citizen_id
WHERE n.times >= %(min_contacts)s
ORDER BY z.recipient_id
"""  # noqa: S608 - the bands are the code's own
COLUMNS = (
    "recipient",
    "receiver",
    "course_band",
    "target_group",
    "language",
    "departments",
    "mentor",
    "may_not_interview",
)


@figure("population")
def population(*, rule: dict[str, Any], at: datetime) -> list[dict[str, Any]]:
    """Return the distinct persons that a rule finds, as they stand at a moment.

    `rule` is {min_contacts, since, until, departments, target_groups, course_bands};
    days are ISO and inclusive, an empty list means any. It counts persons and not
    contacts (DOMAIN §4, row 1): somebody is found who had at least so many contacts
    that count (a call, meeting or visit at which they were there) in the window, in
    cases that fit the lists, taken together. Of several such cases the one with the
    latest contact stands for the person. The department is the one that holds the
    baton, or held it last; whoever ever held it, coordinates or is a mentor, in any
    of the person's cases, may not interview them.
    """
    asked: dict[str, Any] = {
        "at": at,
        "since": midnight(date.fromisoformat(rule["since"])),
        "until": midnight(date.fromisoformat(rule["until"]) + timedelta(days=1)),
        "min_contacts": max(1, int(rule.get("min_contacts") or 1)),
        "departments": list(rule.get("departments") or []),
        "groups": list(rule.get("target_groups") or []),
        "bands": list(rule.get("course_bands") or []),
        "counting": [str(kind) for kind in Contact.COUNTING],
    }
    with connection.cursor() as cursor:
        cursor.execute(POPULATION, asked)
        return [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]


def midnight(day: date) -> datetime:
    """Return the moment a day begins in Copenhagen."""
    return datetime.combine(day, time(), COPENHAGEN)
