"""What must hold of cases, batons, handovers and access at every moment."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from coordination.invariants import holds, never, rows_of
from coordination.workflow import Workflow

never(
    "I1",
    "An active case has exactly one holder; a closed one has none.",
    """
    SELECT 'Case ' || c.id || ' (' || c.state || ') has ' || count(p.id) || ' holders'
    FROM cases_case c
    LEFT JOIN cases_batonperiod p ON p.case_id = c.id AND p.until IS NULL
    GROUP BY c.id, c.state
    HAVING count(p.id) <> CASE WHEN c.state = 'closed' THEN 0 ELSE 1 END
    """,
)
never(
    "I1",
    "Periods with the baton tile a case's life: no gap, no overlap.",
    """
    SELECT 'Case ' || case_id || ': a gap or overlap before ' || since
    FROM (
        SELECT p.case_id, p.since, p.cause, c.opened_at,
            lag(p.until) OVER (PARTITION BY p.case_id ORDER BY p.since, p.id) AS ended,
            row_number() OVER (PARTITION BY p.case_id ORDER BY p.since, p.id) AS nth
        FROM cases_batonperiod p JOIN cases_case c ON c.id = p.case_id
    ) AS periods
    WHERE nth = 1 AND since <> opened_at
        OR nth > 1 AND (ended IS NULL OR ended > since)
        OR nth > 1 AND cause <> 'reopened' AND ended <> since
    """,
)
never(
    "I1",
    "The last period of a closed case ends when the case was closed.",
    """
    SELECT 'Case ' || c.id || ': closed at ' || c.closed_at || ', held until '
        || max(p.until)
    FROM cases_case c JOIN cases_batonperiod p ON p.case_id = c.id
    WHERE c.state = 'closed' GROUP BY c.id HAVING max(p.until) <> c.closed_at
    """,
)
never(
    "I1",
    "Whoever holds a baton can sign in and works in the department that holds it.",
    """
    SELECT 'Case ' || p.case_id || ': ' || u.username || ' no longer works there'
    FROM cases_batonperiod p
    JOIN coordination_user u ON u.id = p.holder_id
    WHERE p.until IS NULL AND NOT (u.is_active AND EXISTS (
        SELECT FROM coordination_membership m
        WHERE m.user_id = u.id AND m.department_id = p.department_id
            AND m.role IN ('caseworker', 'coordinator', 'leader')
            AND m.since <= statement_timestamp()
            AND coalesce(m.until, 'infinity') > statement_timestamp()
    ))
    """,
)
never(
    "I7",
    "Whoever coordinates a case, or is the deputy, can sign in and has a part in it.",
    """
    SELECT 'Case ' || c.id || ': ' || u.username || ' no longer coordinates'
    FROM cases_case c
    JOIN coordination_user u ON u.id IN (c.coordinator_id, c.coordinator_deputy_id)
    WHERE NOT (u.is_active AND EXISTS (
        SELECT FROM cases_involvement i
        WHERE i.case_id = c.id AND i.person_id = u.id
            AND i.kind = 'lead' AND i.state = 'active'
    ))
    """,
)
never(
    "I2",
    "At most one offer of a case's baton is open.",
    """
    SELECT 'Case ' || case_id || ': ' || count(*) || ' open offers'
    FROM cases_handover WHERE state = 'offered' GROUP BY case_id HAVING count(*) > 1
    """,
)
never(
    "I3",
    "An accepted handover began the receiver's period at that very moment.",
    """
    SELECT 'Handover ' || h.id || ' was accepted, but no period begins then'
    FROM cases_handover h
    WHERE h.state IN ('accepted', 'completed') AND NOT EXISTS (
        SELECT FROM cases_batonperiod p WHERE p.case_id = h.case_id
            AND p.department_id = h.receiver_id AND p.since = h.accepted_at
    )
    """,
)
never(
    "I3",
    "A handover is decided once.",
    """
    SELECT 'Handover ' || subject_id || ' was decided ' || count(*) || ' times'
    FROM coordination_event WHERE kind IN (
        'handover.accept', 'handover.decline', 'handover.withdraw', 'handover.lapse'
    ) GROUP BY subject_id HAVING count(*) > 1
    """,
)
never(
    "I7",
    "No offer is open on a paused or closed case, or to a closed department.",
    """
    SELECT 'Handover ' || h.id || ' is open though its ground is gone'
    FROM cases_handover h
    JOIN cases_case c ON c.id = h.case_id
    JOIN coordination_department d ON d.id = h.receiver_id
    WHERE h.state = 'offered'
        AND (c.state IN ('paused', 'closed') OR d.until <= statement_timestamp())
    """,
)
never(
    "I8",
    "Nobody is involved by a consent that no longer holds.",
    """
    SELECT 'Involvement ' || i.id || ' rests on a consent that is ' || n.state
    FROM cases_involvement i JOIN cases_consent n ON n.id = i.consent_id
    WHERE i.state = 'active' AND n.state <> 'given'
    """,
)
never(
    "I8",
    "No offer rests on a consent that no longer holds.",
    """
    SELECT 'Handover ' || h.id || ' rests on a consent that is ' || n.state
    FROM cases_handover h JOIN cases_consent n ON n.id = h.consent_id
    WHERE h.state = 'offered' AND n.state <> 'given'
    """,
)
never(
    "I8",
    "Permission rows are exactly what the active involvements stand for.",
    """
    WITH wanted AS (
        SELECT i.id, i.case_id, i.until, g.id AS holder, 'group' AS sort, s.section
        FROM cases_involvement i
        CROSS JOIN LATERAL jsonb_array_elements_text(i.sections) AS s(section)
        JOIN auth_group g ON g.name IN (
            'department ' || i.department_id || ' caseworker',
            'department ' || i.department_id || ' coordinator',
            'department ' || i.department_id || ' leader'
        )
        WHERE i.state = 'active' AND i.department_id IS NOT NULL
        UNION ALL
        SELECT i.id, i.case_id, i.until, i.person_id, 'user', s.section
        FROM cases_involvement i
        CROSS JOIN LATERAL jsonb_array_elements_text(i.sections) AS s(section)
        WHERE i.state = 'active' AND i.person_id IS NOT NULL
    ), written AS (
        SELECT g.involvement_id, g.content_object_id, g.until, g.group_id, 'group',
            substr(p.codename, 5)
        FROM cases_casegroupgrant g JOIN auth_permission p ON p.id = g.permission_id
        UNION ALL
        SELECT g.involvement_id, g.content_object_id, g.until, g.user_id, 'user',
            substr(p.codename, 5)
        FROM cases_caseusergrant g JOIN auth_permission p ON p.id = g.permission_id
    )
    SELECT 'Case ' || case_id || ': ' || sort || ' ' || holder || ' lacks ' || section
        FROM (TABLE wanted EXCEPT TABLE written) AS lacking
    UNION ALL
    SELECT 'Case ' || content_object_id || ': a grant without an involvement'
        FROM (TABLE written EXCEPT TABLE wanted) AS surplus
    """,
)
never(
    "I17",
    "Each step of a case has exactly one event, numbered without a gap.",
    """
    SELECT 'Case ' || c.id || ': ' || count(e.id) || ' events for ' || c.sequence
        || ' steps'
    FROM cases_case c
    LEFT JOIN coordination_event e ON e.root_id = c.id AND e.sequence IS NOT NULL
    GROUP BY c.id, c.sequence
    HAVING count(e.id) <> c.sequence OR max(e.sequence) <> c.sequence
    """,
)
never(
    "I22",
    "A reminder, escalation or lapse happens at most once for a handover.",
    """
    SELECT kind || ' of handover ' || subject_id || ': ' || count(*) || ' times'
    FROM coordination_event
    WHERE kind IN ('handover.remind', 'handover.escalate', 'handover.lapse')
    GROUP BY kind, subject_id HAVING count(*) > 1
    """,
)
never(
    "I23",
    "The deadline a worklist is sorted by is the nearest open measure's.",
    """
    SELECT 'Case ' || c.id || ': sorted by ' || coalesce(c.next_due_on::text, 'nothing')
    FROM cases_case c
    LEFT JOIN cases_measure m ON m.case_id = c.id AND m.state = 'open'
    GROUP BY c.id HAVING c.next_due_on IS DISTINCT FROM min(m.due_on)
    """,
)
never(
    "I26",
    "An emergency is a person's own, short, to read only, and on record.",
    """
    SELECT 'Case ' || i.case_id || ': emergency ' || i.id || ' is not as allowed'
    FROM cases_involvement i
    WHERE i.kind = 'emergency' AND (
        i.person_id IS NULL OR i.until IS NULL
        OR i.until > i.since + interval '3 hours'
        OR NOT i.sections <@ '["core", "notes"]'
        OR (
            SELECT count(*) FROM coordination_event e
            WHERE e.kind = 'case.open_in_emergency' AND e.root_id = i.case_id
                AND e.by_id = i.person_id AND e.facts ->> 'involvement' = i.id::text
        ) <> 1
    )
    """,
)
never(
    "I26",
    "Nobody takes a step while they only read in an emergency.",
    """
    SELECT 'Case ' || i.case_id || ': ' || e.kind || ' in emergency ' || i.id
    FROM cases_involvement i
    JOIN coordination_event e ON e.root_id = i.case_id AND e.by_id = i.person_id
        AND e.at > i.since AND e.at < i.until AND e.sequence IS NOT NULL
    WHERE i.kind = 'emergency'
        AND NOT (e.kind = 'involvement.end' AND e.subject_id = i.id::text)
    """,
)


@holds("I4", "The database lets rows take exactly the steps that the code declares.")
def edges_are_the_code() -> Iterable[str]:
    """Yield the steps that only one of the two knows."""
    known = set(
        rows_of(
            "SELECT \"table\" || ': ' || source || ' → ' || target"
            " FROM coordination_edge"
        )
    )
    declared = {
        f"{model._meta.db_table}: {source} → {target}"
        for model in apps.get_models()
        if issubclass(model, Workflow)
        for source, target in edges_of(model)
    }
    return sorted(f"Only one side knows {edge}" for edge in known ^ declared)


def edges_of(model: type[Workflow]) -> set[tuple[str, str]]:
    """Return the state changes a model declares; what starts a row comes from ''."""
    field: Any = next(f for f in model._meta.fields if f.name == "state")
    edges = {("", state) for state in model.begins_as}
    for step in field.get_all_transitions(model):
        target = step.target
        targets = getattr(target, "allowed_states", None) or [target]
        for to in targets:
            source = "" if step.source == "new" else str(step.source)
            if to is not None and source != str(to):
                edges.add((source, str(to)))
    return edges


@holds("I17", "Nobody took a step on a handover without its event, nor the reverse.")
def handovers_match_events() -> Iterable[str]:
    """Yield handovers whose version is not the number of their steps on record."""
    return rows_of(
        """
        SELECT 'Handover ' || h.id || ': version ' || h.version || ', '
            || count(e.id) || ' steps on record'
        FROM cases_handover h LEFT JOIN coordination_event e
            ON e.subject_type = 'handover' AND e.subject_id = h.id::text
            AND e.sequence IS NOT NULL
        GROUP BY h.id HAVING count(e.id) <> h.version
        """
    )
