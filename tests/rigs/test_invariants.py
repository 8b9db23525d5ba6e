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
from feedback.remark.models import Remark
from tests.feedback.round.test_invariants import BREAKAGES as OF_ROUNDS
from tests.mentors.test_mentor_invariants import BREAKAGES as OF_VISITS
from tests.mentors.test_outing_invariants import BREAKAGES as OF_OUTINGS
from tests.planting import each_of, found

pytestmark = pytest.mark.commits

TEXT = Remark._meta.get_field("text").get_prep_value("Ring 12 34 56 78")
A_NUMBER = f"'\\x{TEXT.hex()}'"

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
            AND indrelid::regclass::text ~ '^(cases|feedback)_'
    LOOP EXECUTE format('DROP INDEX %s', each.name); END LOOP;
    FOR each IN SELECT conname FROM pg_constraint
        WHERE contype = 'u' AND conrelid = 'feedback_invitation'::regclass
    LOOP EXECUTE format('ALTER TABLE feedback_invitation DROP CONSTRAINT %I',
        each.conname); END LOOP;
END $$;
"""

BREAKAGES = {
    "An active case has exactly one holder; a closed one has none.": {
        "nobody holds": "DELETE FROM cases_batonperiod WHERE until IS NULL",
        "two hold": """
            INSERT INTO cases_batonperiod
                (case_id, department_id, holder_id, since, cause)
            SELECT case_id, department_id, holder_id, since, 'handover'
            FROM cases_batonperiod WHERE until IS NULL
        """,
        "a closed case is held": "UPDATE cases_case SET state = 'closed'",
    },
    "Periods with the baton tile a case's life: no gap, no overlap.": {
        "a gap": """
            UPDATE cases_batonperiod SET until = until - interval '1 second'
            WHERE until IS NOT NULL
        """,
    },
    "Whoever holds a baton can sign in and works in the department that holds it.": {
        "the holder has left": """
            UPDATE coordination_user SET is_active = false
            WHERE id IN (SELECT holder_id FROM cases_batonperiod WHERE until IS NULL)
        """,
        "the holder works elsewhere": """
            UPDATE coordination_membership SET until = since + interval '1 microsecond'
            WHERE user_id IN
                (SELECT holder_id FROM cases_batonperiod WHERE until IS NULL)
        """,
    },
    "Whoever coordinates a case, or is the deputy, can sign in and has a part in it.": {
        "named without a part": """
            UPDATE cases_case
            SET coordinator_id = (SELECT min(id) FROM coordination_user)
        """,
        "the deputy has left": """
            WITH named AS (
                UPDATE cases_case SET coordinator_deputy_id =
                    (SELECT max(id) FROM coordination_user)
                RETURNING coordinator_deputy_id
            )
            UPDATE coordination_user SET is_active = false
            WHERE id IN (SELECT coordinator_deputy_id FROM named)
        """,
    },
    "At most one offer of a case's baton is open.": {
        "two open offers": "UPDATE cases_handover SET state = 'offered'",
    },
    "An accepted handover began the receiver's period at that very moment.": {
        "accepted without taking": """
            UPDATE cases_handover SET accepted_at = accepted_at + interval '1 hour'
            WHERE accepted_at IS NOT NULL
        """,
    },
    "A handover is decided once.": {
        "decided twice": """
            INSERT INTO coordination_event (kind, subject_type, subject_id, facts, at,
                recorded_at, role, department_name, purpose, before, after, note_digest,
                machine)
            SELECT 'handover.decline', subject_type, subject_id, '{}', at, recorded_at,
                '', '', '', '', '', '', 1
            FROM coordination_event WHERE kind = 'handover.accept'
        """,
    },
    "The database lets rows take exactly the steps that the code declares.": {
        "an unknown step is allowed": """
            INSERT INTO coordination_edge ("table", source, target)
            VALUES ('cases_handover', 'declined', 'accepted')
        """,
        "a step is forgotten": """
            DELETE FROM coordination_edge
            WHERE "table" = 'cases_case' AND target = 'coordinated'
        """,
    },
    "No offer is open on a paused or closed case, or to a closed department.": {
        "an offer on a paused case": "UPDATE cases_case SET state = 'paused'",
        "an offer to a closed department": """
            UPDATE coordination_department SET until = since WHERE id IN
                (SELECT receiver_id FROM cases_handover WHERE state = 'offered')
        """,
    },
    "Nobody is involved by a consent that no longer holds.": {
        "a part outlives its consent": """
            UPDATE cases_involvement SET consent_id =
                (SELECT max(id) FROM cases_consent);
            UPDATE cases_consent SET state = 'withdrawn'
        """,
    },
    "No offer rests on a consent that no longer holds.": {
        "an offer outlives its consent": """
            UPDATE cases_consent SET state = 'withdrawn' WHERE id IN
                (SELECT consent_id FROM cases_handover WHERE state = 'offered')
        """,
    },
    "Permission rows are exactly what the active involvements stand for.": {
        "access without a part": """
            UPDATE cases_involvement SET state = 'ended' WHERE kind = 'party'
        """,
        "a part without access": "DELETE FROM cases_casegroupgrant",
        "access outlasts the part": """
            UPDATE cases_caseusergrant SET until = '2099-01-01'
        """,
    },
    "Every accepted handover has exactly one decision about asking the citizen.": {
        "a handover nobody decided on": "DELETE FROM feedback_invitation",
    },
    "Each step of a case has exactly one event, numbered without a gap.": {
        "a step without a record": """
            DELETE FROM coordination_seal; DELETE FROM coordination_delivery;
            DELETE FROM feedback_invitation;
            DELETE FROM coordination_event WHERE kind = 'case.coordinate'
        """,
    },
    "Nobody took a step on a handover without its event, nor the reverse.": {
        "a handover moved by hand": """
            UPDATE cases_handover SET version = version + 1
        """,
    },
    "No event was changed or removed after it was sealed.": {
        "an event is changed": """
            UPDATE coordination_event SET by_id = NULL WHERE kind = 'handover.accept'
        """,
        "a seal is cut out": """
            DELETE FROM coordination_seal WHERE id =
                (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY id)
                 FROM coordination_seal)
        """,
    },
    "A reminder, escalation or lapse happens at most once for a handover.": {
        "reminded twice": """
            INSERT INTO coordination_event (kind, subject_type, subject_id, facts, at,
                recorded_at, role, department_name, purpose, before, after, note_digest,
                machine)
            SELECT 'handover.remind', 'handover', '1', '{}', now(), now(),
                '', '', '', '', '', '', 1 FROM generate_series(1, 2)
        """,
    },
    "An emergency is a person's own, short, to read only, and on record.": {
        "an emergency that does not end": """
            UPDATE cases_involvement SET until = until + interval '1 hour'
            WHERE kind = 'emergency'
        """,
        "an emergency that opens more": """
            UPDATE cases_involvement SET sections = '["core", "notes", "visits"]'
            WHERE kind = 'emergency'
        """,
        "an emergency off the record": """
            DELETE FROM coordination_seal; DELETE FROM coordination_delivery;
            DELETE FROM coordination_event WHERE kind = 'case.open_in_emergency'
        """,
    },
    "Nobody takes a step while they only read in an emergency.": {
        "a step in an emergency": """
            INSERT INTO coordination_event (kind, subject_type, subject_id, root_id,
                sequence, by_id, facts, at, recorded_at, role, department_name, purpose,
                before, after, note_digest, machine)
            SELECT 'goal.set_goal', 'goal', '1', case_id, 999, person_id, '{}',
                since + interval '1 minute', now(), '', '', '', '', '', '', 1
            FROM cases_involvement WHERE kind = 'emergency'
        """,
    },
    "The deadline a worklist is sorted by is the nearest open measure's.": {
        "sorted by a wrong deadline": """
            UPDATE cases_case SET next_due_on = next_due_on - 1
        """,
    },
    "The last period of a closed case ends when the case was closed.": {
        "closed at another time": """
            UPDATE cases_batonperiod SET until = now() WHERE until IS NULL;
            UPDATE cases_case
            SET state = 'closed', closed_at = now() + interval '1 hour'
        """,
    },
    "Every decision about asking belongs to an accepted handover.": {
        "asked about an offer": """
            UPDATE feedback_invitation SET event_id =
                (SELECT min(id) FROM coordination_event WHERE kind = 'handover.offer')
        """,
    },
    "No citizen has two open invitations.": {
        "two open invitations": """
            INSERT INTO feedback_invitation
            SELECT (jsonb_populate_record(i, jsonb_build_object('id', 999))).*
            FROM feedback_invitation i
        """,
    },
    "There is one set of answers for each answered invitation, until it is counted.": {
        "answers to nothing": """
            INSERT INTO feedback_intake (id, month, instrument, mode, language, answers,
                text, course_band)
            VALUES (gen_random_uuid(), '2026-01-01', 'pulse', 'web', 'da', '{}', '', '')
        """,
    },
    "No answers are left of a month that is closed.": {
        "answers outlive the month": """
            INSERT INTO feedback_closing (month) VALUES ('2026-01-01');
            INSERT INTO feedback_intake (id, month, instrument, mode, language, answers,
                text, course_band)
            VALUES (gen_random_uuid(), '2026-01-01', 'pulse', 'web', 'da', '{}', '', '')
        """,
    },
    "No published group has fewer than five answers.": {
        "four answers are published": """
            INSERT INTO feedback_count ("table", since, until, instrument, dimension,
                value, item, category, n)
            VALUES ('quarter', '2026-01-01', '2026-03-01', 'pulse', 'giver',
                '1', '', 'answered', 4)
        """,
    },
    "No released remark holds a long number or an address that leads to somebody.": {
        "a number is released": f"""
            INSERT INTO feedback_remark (id, version, month, text, state)
            VALUES (gen_random_uuid(), 1, '2026-01-01', {A_NUMBER}, 'released')
        """,
    },
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


@pytest.mark.parametrize(("promise", "planted"), each_of(BREAKAGES))
def test_it_is_found(world, commits, promise, planted):
    with commits.as_owner() as owner:
        owner.execute(UNGUARD)
        owner.execute(planted)
    sentences = found(promise)
    assert sentences

    told = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("check_invariants", "--json", stdout=told)
    assert end.value.code == 1
    code = next(each.code for each in registered() if each.promise == promise)
    assert set(sentences) <= set(json.loads(told.getvalue())["broken"][code])


def test_every_promise_has_a_planted_breakage():
    # those of visits and rounds are planted beside their own worlds
    planted = [*BREAKAGES, *OF_VISITS, *OF_OUTINGS, *OF_ROUNDS]
    assert sorted(planted) == sorted(each.promise for each in registered())
