"""The feedback app's tables, gathered for Django."""

from feedback.answer.models import Closing, Count, Intake, Waiting
from feedback.audio.models import Recording
from feedback.benchmark.models import Benchmark
from feedback.counter.models import Counter
from feedback.invitation.models import Invitation
from feedback.language.models import Check
from feedback.note.models import Note
from feedback.remark.models import Remark
from feedback.round.models import Round
from feedback.target.models import Target

__all__ = [
    "Benchmark",
    "Check",
    "Closing",
    "Count",
    "Counter",
    "Intake",
    "Invitation",
    "Note",
    "Recording",
    "Remark",
    "Round",
    "Target",
    "Waiting",
]
