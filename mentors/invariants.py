"""What must hold of mentorships and visits at every moment."""

from coordination.invariants import never

never(
    "I8",
    "A mentor has access exactly as long as the mentorship runs.",
    """
    SELECT 'Involvement ' || i.id || ' of a mentor is ' || i.state
        || ', the mentorship ' || coalesce(m.state, 'is not there')
    FROM cases_involvement i
    LEFT JOIN mentors_mentorship m ON m.involvement_id = i.id
    WHERE i.kind = 'mentor'
        AND (i.state = 'active') <> (m.state IS NOT DISTINCT FROM 'active')
    UNION ALL
    SELECT 'Mentorship ' || id || ' runs without access' FROM mentors_mentorship
    WHERE state = 'active' AND involvement_id IS NULL
    """,
)
never(
    "I14",
    "Each version of a visit is on record exactly once.",
    """
    SELECT 'Visit ' || v.id || ' has ' || count(e.id) || ' events'
    FROM mentors_visit v
    LEFT JOIN coordination_event e ON e.subject_type = 'visit'
        AND e.subject_id = v.id::text AND e.kind IN ('visit.log', 'visit.correct')
    GROUP BY v.id HAVING count(e.id) <> 1
    """,
)
never(
    "I14b",
    "A visit that waited for its citizen is there once that was said.",
    """
    SELECT 'Unplaced visit ' || u.id || ' is placed, and no visit has its id'
    FROM mentors_unplacedvisit u WHERE u.state = 'placed' AND NOT EXISTS (
        SELECT FROM mentors_visit v
        WHERE v.author_id = u.author_id AND v.client_id = u.client_id
    )
    UNION ALL
    SELECT 'Sealed visit ' || s.id || ' was opened, and nothing came of it'
    FROM mentors_sealedvisit s WHERE s.opened_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM mentors_visit v
        WHERE v.author_id = s.author_id AND v.client_id = s.client_id
    ) AND NOT EXISTS (
        SELECT FROM mentors_unplacedvisit u
        WHERE u.author_id = s.author_id AND u.client_id = s.client_id
    )
    """,
)
never(
    "I15",
    "An upload that is held differs from the visit that was stored under its id.",
    """
    SELECT 'Held visit ' || h.id || ' has nothing it conflicts with'
    FROM mentors_heldvisit h WHERE NOT EXISTS (
        SELECT FROM mentors_visit v WHERE v.author_id = h.author_id
            AND v.client_id = h.client_id AND v.digest <> h.digest
    )
    """,
)
never(
    "I14c",
    "A visit is planned only while its mentorship runs, and kept by a visit of it.",
    """
    SELECT 'Planned visit ' || p.id || ': the mentorship is ' || m.state
    FROM mentors_plannedvisit p JOIN mentors_mentorship m ON m.id = p.mentorship_id
    WHERE p.state = 'planned' AND m.state <> 'active'
    UNION ALL
    SELECT 'Planned visit ' || p.id || ' belongs to another case'
    FROM mentors_plannedvisit p JOIN mentors_mentorship m ON m.id = p.mentorship_id
    WHERE p.case_id <> m.case_id
    UNION ALL
    SELECT 'Planned visit ' || p.id || ' is kept by a visit to somebody else'
    FROM mentors_plannedvisit p JOIN mentors_visit v ON v.id = p.visit_id
    WHERE v.mentorship_id <> p.mentorship_id
    """,
)
