"""`check_invariants` finds a mentor whom everybody has forgotten."""

import pytest
from django.utils import timezone

from coordination.invariants import broken
from mentors.outing import actions
from mentors.outing.deadlines import raise_alarms
from tests.mentors.outings import in_minutes, make_overdue
from tests.planting import each_of, found

pytestmark = pytest.mark.commits

UNIQUE = "an_alarm_is_raised_once_for_each_time"
BREAKAGES = {
    "Of a mentor who is overdue everybody has been told, and each of them once.": {
        "an alarm that nobody raised": "DELETE FROM mentors_outingalarm",
        "a step that was left out": """
            DELETE FROM mentors_outingalarm WHERE step = 'ask_colleague'
        """,
        "an alarm for another time": """
            UPDATE mentors_outing
            SET expected_back_at = expected_back_at - interval '1 min'
        """,
        "an alarm raised twice": """
            ALTER TABLE mentors_outingalarm
                DROP CONSTRAINT an_alarm_is_raised_once_for_each_time;
            INSERT INTO mentors_outingalarm (outing_id, step, due_at, told)
            SELECT outing_id, step, due_at, told FROM mentors_outingalarm
        """,
    },
}


@pytest.fixture
def overdue(mona, mike, lone):
    """Mona has been overdue for hours, and everybody was told in time."""
    outing = actions.begin(by=mona, expected_back_at=in_minutes(30))
    make_overdue(outing, minutes=240)
    raise_alarms(timezone.now())


def test_a_well_kept_world_is_clean(overdue):
    assert not broken()


@pytest.mark.parametrize(("promise", "planted"), each_of(BREAKAGES))
def test_it_is_found(overdue, commits, promise, planted):
    with commits.as_owner() as owner:
        owner.execute(planted)
    assert found(promise)
