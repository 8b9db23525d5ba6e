"""One of every noun in each of its states, reached the way people reach it."""

from cases.case.models import Case
from cases.charter.models import Charter
from cases.consent.models import Consent
from cases.contact.models import Contact
from cases.handover.models import Handover
from cases.involvement.models import Involvement
from cases.plan.measure import Measure
from cases.plan.models import Goal, Plan
from feedback.benchmark.models import Benchmark
from feedback.counter.models import Counter
from feedback.invitation.models import Invitation
from feedback.note.models import Note
from feedback.remark.models import Remark
from feedback.round.models import Round
from mentors.mentorship.models import Mentorship
from mentors.outing.models import Outing
from mentors.planned.models import PlannedVisit
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.held import HeldVisit
from tests.matrix import subjects_of_cases as cases
from tests.matrix import subjects_of_feedback as feedback
from tests.matrix import subjects_of_mentors as mentors

MODELS = {
    "case": Case,
    "handover": Handover,
    "involvement": Involvement,
    "consent": Consent,
    "charter": Charter,
    "contact": Contact,
    "goal": Goal,
    "measure": Measure,
    "plan": Plan,
    "mentorship": Mentorship,
    "plannedvisit": PlannedVisit,
    "heldvisit": HeldVisit,
    "unplacedvisit": UnplacedVisit,
    "outing": Outing,
    "round": Round,
    "counter": Counter,
    "remark": Remark,
    "benchmark": Benchmark,
    "note": Note,
    "invitation": Invitation,
}

MAKERS = {
    "case": cases.case,
    "handover": cases.handover,
    "involvement": cases.involvement,
    "consent": cases.consent,
    "charter": cases.charter,
    "contact": cases.contact,
    "goal": cases.goal,
    "measure": cases.measure,
    "plan": cases.plan,
    "mentorship": mentors.mentorship,
    "plannedvisit": mentors.plannedvisit,
    "heldvisit": mentors.heldvisit,
    "unplacedvisit": mentors.unplacedvisit,
    "outing": mentors.outing,
    "round": feedback.held_round,
    "counter": feedback.counter,
    "remark": feedback.remark,
    "benchmark": feedback.benchmark,
    "note": feedback.note,
    "invitation": feedback.invitation,
}


def make(world, noun, state):
    """Return the thing in that state, read afresh."""
    made = MAKERS[noun](world, state)
    if made.pk:
        made = MODELS[noun].objects.get(pk=made.pk)
    assert made.state == state
    return made
