"""What must hold of surveys and answers at every moment."""

from collections.abc import Iterable

from coordination.invariants import holds, never
from feedback.remark.models import Remark
from feedback.remark.screening import certain

never(
    "I9",
    "Every accepted handover has exactly one decision about asking the citizen.",
    """
    SELECT 'Handover ' || e.subject_id || ': ' || count(i.id) || ' survey decisions'
    FROM coordination_event e
    LEFT JOIN feedback_invitation i ON i.event_id = e.id
    WHERE e.kind = 'handover.accept' GROUP BY e.id, e.subject_id HAVING count(i.id) <> 1
    """,
)
never(
    "I9",
    "Every decision about asking belongs to an accepted handover.",
    """
    SELECT 'Invitation ' || i.id || ' rests on ' || e.kind
    FROM feedback_invitation i JOIN coordination_event e ON e.id = i.event_id
    WHERE e.kind <> 'handover.accept'
    """,
)
never(
    "I9",
    "No citizen has two open invitations.",
    """
    SELECT 'Recipient ' || recipient_id || ': ' || count(*) || ' open invitations'
    FROM feedback_invitation WHERE state IN ('queued', 'sent')
    GROUP BY recipient_id HAVING count(*) > 1 AND recipient_id IS NOT NULL
    """,
)
never(
    "I11",
    "There is one set of answers for each answered invitation, until it is counted.",
    """
    SELECT 'Month ' || month || ': ' || asked || ' answered, ' || kept || ' kept'
    FROM (
        SELECT month, sum(asked) AS asked, sum(kept) AS kept FROM (
            SELECT ended_month AS month, count(*) AS asked, 0 AS kept
            FROM feedback_invitation
            WHERE state = 'answered' AND NOT counted AND round_id IS NULL
            GROUP BY ended_month
            UNION ALL
            SELECT month, 0, count(*) FROM feedback_intake WHERE round_id IS NULL
            GROUP BY month
        ) AS both_sides GROUP BY month
    ) AS months WHERE asked <> kept
    """,
)
never(
    "I12",
    "No answers are left of a month that is closed.",
    """
    SELECT 'Month ' || i.month || ': ' || count(*) || ' answers left'
    FROM feedback_intake i JOIN feedback_closing c ON c.month = i.month
    WHERE i.round_id IS NULL GROUP BY i.month
    """,
)
never(
    "I21",
    "No published group has fewer than five answers.",
    """
    SELECT table_name || ' ' || until || ' ' || dimension || ' ' || value || ' ' || item
        || ': ' || answers || ' answers'
    FROM (
        SELECT "table" AS table_name, round_id, until, instrument,
            dimension, value, item,
            bool_or(category = 'hidden') AS hidden,
            coalesce(sum(n) FILTER (
                WHERE item = '' AND category = 'answered'
                    OR item <> '' AND category NOT IN ('unknown', 'blank', 'hidden')
            ), 0) AS answers,
            sum(n) AS anything
        FROM feedback_count
        GROUP BY "table", round_id, until, instrument, dimension, value, item
    ) AS cells
    WHERE answers < 5 AND NOT hidden OR hidden AND anything > 0
    """,
)


@holds(
    "I21",
    "No released remark holds a long number or an address that leads to somebody.",
)
def remarks_lead_to_nobody() -> Iterable[str]:
    """Yield the remarks that do; only their keys."""
    for pk, text in Remark.objects.released().values_list("pk", "text"):
        if certain(text):
            yield f"Remark {pk}"
