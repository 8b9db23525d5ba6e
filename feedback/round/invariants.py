"""What must hold of rounds at every moment."""

from coordination.invariants import never

never(
    "I9",
    "Nobody is asked twice in one round.",
    """
    SELECT 'Round ' || round_id || ': ' || recipient_id || ' is there '
        || count(*) || ' times'
    FROM feedback_invitation WHERE round_id IS NOT NULL
    GROUP BY round_id, recipient_id HAVING count(*) > 1
    """,
)
never(
    "I9",
    "Everybody who was drawn for a round is still there, and nobody else.",
    """
    SELECT 'Round ' || r.id || ': ' || coalesce(r.draw ->> 'drawn', '0') || ' drawn, '
        || count(i.id) || ' there'
    FROM feedback_round r
    LEFT JOIN feedback_invitation i ON i.round_id = r.id AND i.wave IS NOT NULL
    GROUP BY r.id HAVING count(i.id) <> coalesce((r.draw ->> 'drawn')::int, 0)
    """,
)
never(
    "I9",
    "Nobody is waited for in a round that is over.",
    """
    SELECT 'Round ' || r.id || ' is ' || r.state || ': ' || count(*) || ' ' || i.state
    FROM feedback_round r JOIN feedback_invitation i ON i.round_id = r.id
    WHERE r.state NOT IN ('open') AND i.state IN ('drawn', 'queued', 'sent')
    GROUP BY r.id, r.state, i.state
    """,
)
never(
    "I10",
    "Everybody who was asked in a round was sent the link in one step on record.",
    """
    SELECT 'Invitation ' || i.id || ': sent in ' || count(e.id) || ' steps'
    FROM feedback_invitation i
    LEFT JOIN coordination_event e ON e.kind = 'invitation.send'
        AND e.subject_id = i.id::text
    WHERE i.round_id IS NOT NULL AND i.sent_at IS NOT NULL
    GROUP BY i.id HAVING count(e.id) <> 1
    """,
)
never(
    "I11",
    "A running round keeps one set of answers for each who was asked and answered.",
    """
    SELECT 'Round ' || r.id || ': ' || asked.n || ' answered, ' || kept.n || ' kept'
    FROM feedback_round r
    CROSS JOIN LATERAL (
        SELECT count(*) AS n FROM feedback_invitation
        WHERE round_id = r.id AND state = 'answered'
    ) AS asked
    CROSS JOIN LATERAL (
        SELECT count(*) AS n FROM feedback_intake WHERE round_id = r.id
    ) AS kept
    WHERE r.state = 'open'
        AND (asked.n > kept.n OR asked.n < kept.n AND NOT r.walk_ins)
    """,
)
never(
    "I12",
    "No answers are left of a round that is over.",
    """
    SELECT 'Round ' || r.id || ': ' || count(*) || ' answers left'
    FROM feedback_round r JOIN feedback_intake i ON i.round_id = r.id
    WHERE r.state <> 'open' GROUP BY r.id
    """,
)
