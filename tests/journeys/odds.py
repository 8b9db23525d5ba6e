"""What is not on every case: paused, closed and taken ones, visits held back, notes."""

from types import SimpleNamespace

from cases.case import actions as case_actions
from cases.contact import actions as contact_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvements
from feedback.note import actions as notes
from tests.cast import employ
from tests.feedback.years import months_ago
from tests.matrix.world import furnish, open_case, propose


def find_odds(*, jonas, hanne, kim, lone, jobs, housing, psychiatry):
    """Return one of everything that few cases have."""
    mette = employ("mette", housing, "mentor")
    staff = SimpleNamespace(
        jonas=jonas,
        mette=mette,
        jobs=jobs,
        housing=housing,
        psychiatry=psychiatry,
    )
    case = open_case(staff, parties=("housing",))
    parts = furnish(
        staff,
        case,
        by="jonas",
        home="jobs",
        receiver="psychiatry",
        mentor="mette",
        lender="housing",
    )
    paused, closed, taken, waiting, helped = (
        open_case(staff, parties=("housing",)) for _ in range(5)
    )
    case_actions.pause(paused, by=jonas, reason="Ferie")
    case_actions.close(closed, by=jonas, outcome="other")
    contact_actions.log(taken, by=hanne, department=housing, take_baton=True)
    parts.paused, parts.closed = paused, closed
    parts.winding_up = open_case(staff, parties=("housing", "psychiatry"))
    deputy = employ("karl", jobs, "coordinator")
    case_actions.coordinate(parts.winding_up, by=kim, coordinator=kim, deputy=deputy)
    part = parts.winding_up.parties().get(department=psychiatry)
    involvements.end(part, by=jonas)
    parts.taken = Handover.objects.get(case=taken)
    parts.unmatched = propose(staff, waiting, lender="housing", mentor=None)
    parts.proposed = propose(staff, helped, lender="housing", mentor="mette")
    parts.note = notes.pin(
        by=lone, indicator="coherent", month=months_ago(2), what="Fælles møde"
    )
    return parts
