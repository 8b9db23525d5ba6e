"""Each kind of breakage is found when one is planted past every guard."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from cases.consent import actions as consent_actions
from cases.emergency import actions as emergency
from cases.handover import actions as handover_actions
from cases.plan import actions as plan_actions
from coordination.audit.seal import seal_new
from coordination.calendar import today
from coordination.invariants import broken, registered
from tests.feedback.round.test_invariants import BREAKAGES as OF_ROUNDS
from tests.mentors.test_mentor_invariants import BREAKAGES as OF_VISITS

pytestmark = pytest.mark.commits

# What an intruder with the owner's rights would have to switch off first.
UNGUARD = """
DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT DISTINCT event_object_table AS name
        FROM information_schema.triggers WHERE trigger_schema = 'public'
    LOOP EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', each.name); END LOOP;
    FOR each IN SELECT conrelid::regclass AS name, conname FROM pg_constraint
        WHERE contype IN ('c', 'x') AND connamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.name, each.conname);
    END LOOP;
    FOR each IN SELECT indexrelid::regclass AS name FROM pg_index
        WHERE indisunique AND NOT indisprimary AND indpred IS NOT NULL
            AND indrelid::regclass::text LIKE 'cases_%'
    LOOP EXECUTE format('DROP INDEX %s', each.name); END LOOP;
END $$;
"""

BREAKAGES = {
    "I1 nobody holds": "DELETE FROM cases_batonperiod WHERE until IS NULL",
    "I1 two hold": """
        INSERT INTO cases_batonperiod (case_id, department_id, holder_id, since, cause)
        SELECT case_id, department_id, holder_id, since, 'handover'
        FROM cases_batonperiod WHERE until IS NULL
    """,
    "I1 a gap": """
        UPDATE cases_batonperiod SET until = until - interval '1 second'
        WHERE until IS NOT NULL
    """,
    "I1 a closed case is held": "UPDATE cases_case SET state = 'closed'",
    "I1 the holder has left": """
        UPDATE coordination_user SET is_active = false
        WHERE id IN (SELECT holder_id FROM cases_batonperiod WHERE until IS NULL)
    """,
    "I1 the holder works elsewhere": """
        UPDATE coordination_membership SET until = since + interval '1 microsecond'
        WHERE user_id IN (SELECT holder_id FROM cases_batonperiod WHERE until IS NULL)
    """,
    "I2 two open offers": "UPDATE cases_handover SET state = 'offered'",
    "I3 accepted without taking": """
        UPDATE cases_handover SET accepted_at = accepted_at + interval '1 hour'
        WHERE accepted_at IS NOT NULL
    """,
    "I3 decided twice": """
        INSERT INTO coordination_event (kind, subject_type, subject_id, facts, at,
            recorded_at, role, department_name, purpose, before, after, note_digest,
            machine)
        SELECT 'handover.decline', subject_type, subject_id, '{}', at, recorded_at,
            '', '', '', '', '', '', 1
        FROM coordination_event WHERE kind = 'handover.accept'
    """,
    "I4 an unknown step is allowed": """
        INSERT INTO coordination_edge ("table", source, target)
        VALUES ('cases_handover', 'declined', 'accepted')
    """,
    "I4 a step is forgotten": """
        DELETE FROM coordination_edge
        WHERE "table" = 'cases_case' AND target = 'coordinated'
    """,
    "I7 an offer on a paused case": "UPDATE cases_case SET state = 'paused'",
    "I7 an offer to a closed department": """
        UPDATE coordination_department SET until = since WHERE id IN
            (SELECT receiver_id FROM cases_handover WHERE state = 'offered')
    """,
    "I8 a part outlives its consent": "UPDATE cases_consent SET state = 'withdrawn'",
    "I8 an offer outlives its consent": """
        UPDATE cases_consent SET state = 'withdrawn' WHERE id IN
            (SELECT consent_id FROM cases_handover WHERE state = 'offered')
    """,
    "I8 access without a part": """
        UPDATE cases_involvement SET state = 'ended' WHERE kind = 'party'
    """,
    "I8 a part without access": "DELETE FROM cases_casegroupgrant",
    "I8 access outlasts the part": """
        UPDATE cases_caseusergrant SET until = '2099-01-01'
    """,
    "I9 a handover nobody decided on": "DELETE FROM feedback_invitation",
    "I17 a step without a record": """
        DELETE FROM coordination_seal; DELETE FROM coordination_delivery;
        DELETE FROM feedback_invitation;
        DELETE FROM coordination_event WHERE kind = 'case.coordinate'
    """,
    "I17 a handover moved by hand": """
        UPDATE cases_handover SET version = version + 1
    """,
    "I19 an event is changed": """
        UPDATE coordination_event SET by_id = NULL WHERE kind = 'handover.accept'
    """,
    "I19 a seal is cut out": """
        DELETE FROM coordination_seal WHERE id =
            (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY id)
             FROM coordination_seal)
    """,
    "I22 reminded twice": """
        INSERT INTO coordination_event (kind, subject_type, subject_id, facts, at,
            recorded_at, role, department_name, purpose, before, after, note_digest,
            machine)
        SELECT 'handover.remind', 'handover', '1', '{}', now(), now(),
            '', '', '', '', '', '', 1 FROM generate_series(1, 2)
    """,
    "I26 an emergency that does not end": """
        UPDATE cases_involvement SET until = until + interval '1 hour'
        WHERE kind = 'emergency'
    """,
    "I26 an emergency that opens more": """
        UPDATE cases_involvement SET sections = '["core", "notes", "visits"]'
        WHERE kind = 'emergency'
    """,
    "I26 an emergency off the record": """
        DELETE FROM coordination_seal; DELETE FROM coordination_delivery;
        DELETE FROM coordination_event WHERE kind = 'case.open_in_emergency'
    """,
    "I26 a step in an emergency": """
        INSERT INTO coordination_event (kind, subject_type, subject_id, root_id,
            sequence, by_id, facts, at, recorded_at, role, department_name, purpose,
            before, after, note_digest, machine)
        SELECT 'goal.set_goal', 'goal', '1', case_id, 999, person_id, '{}',
            since + interval '1 minute', now(), '', '', '', '', '', '', 1
        FROM cases_involvement WHERE kind = 'emergency'
    """,
    "I23 sorted by a wrong deadline": """
        UPDATE cases_case SET next_due_on = next_due_on - 1
    """,
}


@pytest.fixture
def world(coordinated, jonas, hanne, housing, psychiatry, elsewhere, outsider):
    """A coordinated case: one handover taken, one on its way, a consent, a measure.

    Somebody elsewhere has opened it in an emergency.
    """
    case = coordinated
    taken = handover_actions.offer(case, by=jonas, receiver=housing, reason="Bolig")
    handover_actions.accept(taken, by=hanne, read_back="Ja")
    consent = consent_actions.give(
        case, by=hanne, departments=[elsewhere], purpose="Børn"
    )
    handover_actions.offer(
        case,
        by=hanne,
        receiver=elsewhere,
        reason="Familie",
        basis="consent",
        consent=consent,
    )
    plan_actions.add(case, by=hanne, what="Ring", responsible=hanne, due_on=today())
    emergency.open_case(case, by=outsider, reason="Står på gaden i nat uden medicin")
    seal_new()
    return case


def test_a_well_kept_world_is_clean(world):
    assert not broken()


@pytest.mark.parametrize("name", BREAKAGES)
def test_it_is_found(world, commits, name):
    code = name.split()[0]
    with commits.as_owner() as owner:
        owner.execute(UNGUARD)
        owner.execute(BREAKAGES[name])

    assert code in broken()

    told = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("check_invariants", "--json", stdout=told)
    assert end.value.code == 1
    assert json.loads(told.getvalue())["broken"][code]


def test_every_kind_has_a_planted_breakage():
    # those of visits, surveys and rounds are planted beside their own worlds
    planted = [*BREAKAGES, *OF_VISITS, *OF_ROUNDS, "I9", "I11", "I12", "I21"]
    kinds = {name.split()[0] for name in planted}
    assert {each.code for each in registered()} <= kinds
