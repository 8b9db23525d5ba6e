"""Who may hold a round, and what must be so before it starts."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from coordination.calendar import today
from coordination.models import Municipality, User
from coordination.models.organisation import Role
from coordination.workflow import because, is_historical

if TYPE_CHECKING:
    from feedback.round.models import Round

# Who reads a round's figures: the same for every leader.
READERS = (Role.LEADER, Role.AUDITOR)


def nobody(_round: "Round", _user: User) -> bool:
    """Let only the system itself take the step."""
    return False


def by_those_who_hold_rounds(_round: "Round", user: User) -> bool:
    """Let a leader of the department that leads the coordination."""
    return holds_rounds(user)


def holds_rounds(user: User) -> bool:
    """Say whether this person leads the department that leads the coordination."""
    lead = Municipality.current().lead_department_id
    return lead is not None and user.has_role(Role.LEADER, department=lead)


@because(_("The last day of the round is over. Change the dates first."))
def last_day_is_ahead(held: "Round") -> bool:
    """Ask whether anybody could still answer."""
    return is_historical() or held.until >= today()


@because(
    _(
        "Stafet has asked this round itself, and it was not brought in from a file. Its"
        " figures are published, and stay."
    )
)
def was_brought_in(held: "Round") -> bool:
    """Ask whether somebody else has held it; of our own nothing is left to count."""
    return bool(held.source_digest)


@because(
    _(
        "The questionnaire is not the one this round was prepared with: its file is"
        " changed or gone. Put the file back, or choose the questionnaire once more."
    )
)
def wording_is_as_planned(held: "Round") -> bool:
    """Ask whether citizens would read what was decided."""
    return held.is_as_planned
