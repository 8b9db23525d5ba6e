"""The feedback app's tables, gathered for Django."""

from feedback.answer.models import Closing, Count, Intake, Remark, Tally
from feedback.audio.models import Recording
from feedback.invitation.models import Invitation
from feedback.language.models import Check
from feedback.round.models import Round

__all__ = [
    "Check",
    "Closing",
    "Count",
    "Intake",
    "Invitation",
    "Recording",
    "Remark",
    "Round",
    "Tally",
]
