"""What happens to a visit without a citizen."""

from uuid import UUID

from coordination.models import User
from coordination.workflow import perform, whole
from mentors.sealed.content import Told
from mentors.unplaced.models import UnplacedVisit
from mentors.visit import intake
from mentors.visit.intake import Receipt
from mentors.visit.report import Report


@whole
def lay_aside(told: Told, *, client_id: UUID, by: User) -> UnplacedVisit:
    """Return the upload as kept for its author; the same one is kept once."""
    mine = {"author": by, "client_id": client_id, "digest": told.digest()}
    if known := UnplacedVisit.objects.filter(**mine).first():
        return known
    unplaced = UnplacedVisit(content=told.content, **mine)
    perform(unplaced.lay_aside, by=None, on_behalf_of=by)
    return unplaced


@whole
def place(
    unplaced: UnplacedVisit, *, by: User, report: Report, version: int | None = None
) -> Receipt:
    """Return the receipt of the visit that it becomes, under the id it came with.

    A deputy may say whom it was about; it stays the visit of who wrote it.
    """
    receipt = intake.receive(report, by=unplaced.author)
    perform(unplaced.place, by=by, version=version, by_whom=by, visit=receipt.visit)
    return receipt


@whole
def drop(unplaced: UnplacedVisit, *, by: User, version: int | None = None) -> None:
    """Set it aside; the row stays and can be read again."""
    perform(unplaced.drop, by=by, by_whom=by, version=version)
