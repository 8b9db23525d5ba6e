"""The feedback app's tables, gathered for Django."""

from feedback.answer.models import Closing, Count, Intake, Remark, Tally
from feedback.invitation.models import Invitation
from feedback.round.models import Round

__all__ = ["Closing", "Count", "Intake", "Invitation", "Remark", "Round", "Tally"]
