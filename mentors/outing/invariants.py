"""What must hold of outings at every moment."""

from coordination.invariants import never

# An hour is far more than the clock needs; it ticks every minute.
never(
    "I22",
    "Of a mentor who is overdue everybody has been told, and each of them once.",
    """
    SELECT 'Outing ' || o.id || ' is overdue, and "' || due.step || '" was not taken'
    FROM mentors_outing o
    CROSS JOIN coordination_municipality m
    CROSS JOIN LATERAL (VALUES
        ('remind', 0),
        ('ask_colleague', m.outing_colleague_minutes),
        ('tell_leaders', m.outing_colleague_minutes + m.outing_leader_minutes)
    ) AS due (step, minutes)
    WHERE o.state = 'out'
        AND o.expected_back_at + make_interval(mins => due.minutes)
            < now() - interval '1 hour'
        AND NOT EXISTS (
            SELECT FROM mentors_outingalarm a WHERE a.outing_id = o.id
                AND a.step = due.step AND a.due_at = o.expected_back_at
        )
    UNION ALL
    SELECT 'Outing ' || outing_id || ': "' || step || '" was taken ' || count(*)
        || ' times for one agreed time'
    FROM mentors_outingalarm GROUP BY outing_id, step, due_at HAVING count(*) > 1
    """,
)
