"""What must hold of invitations and answers at every moment."""

from coordination.invariants import never

never(
    "I9",
    "Every accepted handover has one survey decision, and no other has any.",
    """
    SELECT 'Handover ' || e.subject_id || ': accepted, but nothing was decided'
    FROM coordination_event e
    LEFT JOIN feedback_invitation i ON i.event_id = e.id
    WHERE e.kind = 'handover.accept' AND i.id IS NULL
    UNION ALL
    SELECT 'Invitation ' || i.id || ' does not come from an accepted handover'
    FROM feedback_invitation i JOIN coordination_event e ON e.id = i.event_id
    WHERE e.kind <> 'handover.accept'
    """,
)
never(
    "I9",
    "A citizen has at most one open invitation.",
    """
    SELECT 'Recipient ' || recipient_id || ': ' || count(*) || ' open invitations'
    FROM feedback_invitation WHERE state IN ('queued', 'sent')
    GROUP BY recipient_id HAVING count(*) > 1
    """,
)
