"""Who is asked to help when nobody answers an offer: somebody always is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cases.handover.words import Reached
from coordination.models import User
from coordination.organisation import leaders_of

if TYPE_CHECKING:
    from cases.handover.models import Handover


def find_help(handover: "Handover") -> tuple[str, list[User]]:
    """Return whom the escalation reaches, in a word and by name.

    The receiver's leaders and the coordinator; where there is neither, on along the
    order of the baton's heirs (DESIGN §3): the giver's leaders, those of whoever has
    been involved longest, and the holder, who always is there.
    """
    return next((reached, people) for reached, people in _in_order(handover) if people)


def _in_order(handover: "Handover") -> Iterator[tuple[str, list[User]]]:
    case = handover.case
    coordinator = case.coordinator
    coordinators = [coordinator] if coordinator and coordinator.is_active else []
    leaders = leaders_of(handover.receiver_id)
    yield Reached.LEADER, [*leaders, *coordinators] if leaders else []
    yield Reached.COORDINATOR, coordinators
    yield Reached.GIVERS_LEADER, leaders_of(handover.giver_id)
    for part in case.parties().order_by("since", "pk"):
        yield Reached.ANOTHER_LEADER, leaders_of(part.department_id or 0)
    yield Reached.HOLDER, [case.periods.get(until__isnull=True).holder]
