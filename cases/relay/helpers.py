"""Who works with citizens, for those who must let somebody else ask them."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from coordination.figures import figure

HELPERS = """
SELECT z.recipient_id, h.person
FROM cases_citizen z JOIN cases_case c ON c.citizen_id = z.id
CROSS JOIN LATERAL (
    SELECT holder_id FROM cases_batonperiod WHERE case_id = c.id
    UNION SELECT person_id FROM cases_involvement WHERE case_id = c.id
    UNION SELECT giver_person_id FROM cases_handover WHERE case_id = c.id
    UNION SELECT contact_person_id FROM cases_handover WHERE case_id = c.id
    UNION SELECT c.coordinator_id UNION SELECT c.coordinator_deputy_id
) AS h (person)
WHERE z.recipient_id = ANY(%s) AND h.person IS NOT NULL
"""


@figure("helpers")
def helpers(*, recipients: Iterable[UUID]) -> dict[UUID, set[int]]:
    """Return who holds, held, gives, takes, coordinates or mentors, by recipient.

    Asked at the moment of an interview: somebody may have become a citizen's mentor
    since the round was drawn.
    """
    found: dict[UUID, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(HELPERS, [list(recipients)])
        for recipient, person in cursor.fetchall():
            found[recipient].add(person)
    return found
