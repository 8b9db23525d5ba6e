"""`check_invariants` finds each kind of breakage of visits when one is planted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from coordination.invariants import broken
from mentors.sealed.intake import take_in
from mentors.visit import intake
from tests.mentors.phones import envelope, words
from tests.planting import each_of, found

pytestmark = pytest.mark.commits

UNGUARD = """
    ALTER TABLE mentors_visit DISABLE TRIGGER USER;
    ALTER TABLE mentors_heldvisit DISABLE TRIGGER USER;
    ALTER TABLE mentors_unplacedvisit DISABLE TRIGGER USER;
    ALTER TABLE mentors_sealedvisit DISABLE TRIGGER USER;
    ALTER TABLE mentors_mentorship DISABLE TRIGGER USER;
    ALTER TABLE cases_involvement DISABLE TRIGGER USER;
    ALTER TABLE coordination_event DISABLE TRIGGER USER;
"""
BREAKAGES = {
    "A mentor has access exactly as long as the mentorship runs.": {
        "a mentor's access outlives the mentorship": """
            UPDATE mentors_mentorship SET involvement_id = NULL
        """,
    },
    "Each version of a visit is on record exactly once.": {
        "a visit without a record": """
            UPDATE coordination_event SET kind = 'visit.gone'
            WHERE kind IN ('visit.log', 'visit.correct')
        """,
    },
    "A visit that waited for its citizen is there once that was said.": {
        "a placed visit that is nowhere": """
            UPDATE mentors_unplacedvisit SET state = 'placed', decided_at = now(),
                decided_by_id = author_id
        """,
        "an opened visit of which nothing came": """
            UPDATE mentors_sealedvisit SET opened_at = now()
        """,
    },
    "A visit is planned only while its mentorship runs, and kept by a visit of it.": {
        "a plan outlives the mentorship": """
            UPDATE mentors_mentorship SET state = 'ended', ended_at = now(),
                ended_because = 'other'
        """,
        "a plan on another case": """
            UPDATE mentors_plannedvisit SET case_id = (
                SELECT max(id) FROM cases_case WHERE id <> mentors_plannedvisit.case_id)
        """,
        "a plan kept by a visit to somebody else": """
            ALTER TABLE mentors_plannedvisit DISABLE TRIGGER USER;
            INSERT INTO mentors_mentorship (version, case_id, department_id, mentor_id,
                goal, tasks, frequency, summary, shared, basis, basis_text, until,
                state, ended_at, ended_because, takes_along)
            SELECT 1, case_id, department_id, mentor_id, '', '', 'weekly', '', 'full',
                'necessity', 'x', until, 'ended', now(), 'other', ''
            FROM mentors_mentorship;
            UPDATE mentors_plannedvisit SET state = 'done',
                mentorship_id = (SELECT max(id) FROM mentors_mentorship),
                visit_id = (SELECT min(id) FROM mentors_visit)
        """,
    },
    "An upload that is held differs from the visit that was stored under its id.": {
        "a held upload that differs from nothing": """
            UPDATE mentors_heldvisit SET digest =
                (SELECT min(digest) FROM mentors_visit);
            UPDATE mentors_visit SET digest =
                (SELECT min(digest) FROM mentors_heldvisit)
        """,
    },
}


@pytest.fixture
def visited(report, mona, jonas, jobs):
    """One visit, another under the same id, one without a citizen, one locked."""
    other = citizen_actions.register(by=jonas, name="Bo Fiktiv", fictive=True)
    case_actions.open_case(other, by=jonas, department=jobs, reason="Job")
    told = report(next_at=timezone.now() + timedelta(days=7))
    intake.receive(told, by=mona)
    intake.receive(report(client_id=told.client_id, wishes="Andet"), by=mona)
    take_in(envelope(words(whom="Karla"), author=mona), by=mona)
    take_in(envelope(words(), author=mona, key="gone"), by=mona)


def test_a_well_kept_world_is_clean(visited):
    assert not broken()


@pytest.mark.parametrize(("promise", "planted"), each_of(BREAKAGES))
def test_it_is_found(visited, commits, promise, planted):
    with commits.as_owner() as owner:
        owner.execute(UNGUARD)
        owner.execute(planted)
    assert found(promise)
