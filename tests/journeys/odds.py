"""What is not on every case: paused, closed and taken ones, visits held back, notes."""

from cases.case import actions as case_actions
from cases.contact import actions as contact_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvements
from feedback.note import actions as notes
from tests.feedback.years import months_ago
from tests.matrix.world import furnish, open_case, propose


def find_odds(town):
    """Return one of everything that few cases have."""
    jonas, hanne, kim = town.jonas, town.hanne, town.kim
    housing, psychiatry = town.housing, town.psychiatry
    case = open_case(town, parties=("housing",))
    parts = furnish(
        town,
        case,
        by="jonas",
        home="jobs",
        receiver="psychiatry",
        mentor="mette",
        lender="housing",
    )
    paused, closed, taken, waiting, helped = (
        open_case(town, parties=("housing",)) for _ in range(5)
    )
    case_actions.pause(paused, by=jonas, reason="Ferie")
    case_actions.close(closed, by=jonas, outcome="other")
    contact_actions.log(taken, by=hanne, department=housing, take_baton=True)
    parts.paused, parts.closed = paused, closed
    parts.winding_up = open_case(town, parties=("housing", "psychiatry"))
    case_actions.coordinate(
        parts.winding_up, by=kim, coordinator=kim, deputy=town.dorte
    )
    part = parts.winding_up.parties().get(department=psychiatry)
    involvements.end(part, by=jonas)
    parts.taken = Handover.objects.get(case=taken)
    parts.unmatched = propose(town, waiting, lender="housing", mentor=None)
    parts.proposed = propose(town, helped, lender="housing", mentor="mette")
    parts.note = notes.pin(
        by=town.lone, indicator="coherent", month=months_ago(2), what="Fælles møde"
    )
    return parts
