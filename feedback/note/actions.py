"""What a leader can do with a note on a chart, one function for each verb."""

from datetime import date

from coordination.models import User
from coordination.workflow import perform, whole
from feedback.note.models import Note


@whole
def pin(
    *, by: User, indicator: str, month: date, what: str, rebase: bool = False
) -> Note:
    """Return the note of what was done in a month; it may begin a phase at once."""
    note = Note(
        indicator=indicator, month=month.replace(day=1), what=what, pinned_by=by
    )
    perform(note.pin, by=by, note=what)
    if rebase:
        perform(note.rebase, by=by, by_whom=by)
    return note


@whole
def rebase(note: Note, *, by: User, version: int | None = None) -> None:
    """Compute mean and limits anew from the note's month on."""
    perform(note.rebase, by=by, by_whom=by, version=version)


@whole
def take_back(note: Note, *, by: User, version: int | None = None) -> None:
    """Take the note off the chart; it stays in the log."""
    perform(note.take_back, by=by, by_whom=by, version=version)
