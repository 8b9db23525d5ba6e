"""Every step of every noun, as a person takes it: called, on a page, over HTTP."""

from tests.matrix.steps_of_cases import (
    CASE,
    CHARTER,
    CONSENT,
    CONTACT,
    GOAL,
    HANDOVER,
    INVOLVEMENT,
    MEASURE,
    PLAN,
)
from tests.matrix.steps_of_feedback import (
    BENCHMARK,
    COUNTER,
    INVITATION,
    NOTE,
    REMARK,
    ROUND,
)
from tests.matrix.steps_of_mentors import HELD, MENTORSHIP, OUTING, PLANNED, UNPLACED

STEPS = {
    "case": CASE,
    "handover": HANDOVER,
    "involvement": INVOLVEMENT,
    "consent": CONSENT,
    "charter": CHARTER,
    "contact": CONTACT,
    "goal": GOAL,
    "measure": MEASURE,
    "plan": PLAN,
    "mentorship": MENTORSHIP,
    "plannedvisit": PLANNED,
    "heldvisit": HELD,
    "unplacedvisit": UNPLACED,
    "outing": OUTING,
    "round": ROUND,
    "counter": COUNTER,
    "remark": REMARK,
    "benchmark": BENCHMARK,
    "note": NOTE,
    "invitation": INVITATION,
}
