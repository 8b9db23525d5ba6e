"""What a reader finds in a log: entries, and rows that are not."""

from datetime import datetime
from typing import NamedTuple

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from coordination.calendar import COPENHAGEN

# How logs write that they do not know.
UNKNOWN = frozenset({"", "EMPTY", "UNKNOWN", "NULL", "NONE", "N/A", "MISSING"})
LONGEST_NAME = 120


class NotALog(Exception):
    """The file is no event log, with a sentence that says what it lacks."""


class Entry(NamedTuple):
    """Something happened in a case; an empty group or resource is not known."""

    line: int
    case: str
    at: datetime
    group: str
    resource: str


class BadRow(NamedTuple):
    """A row that cannot be read; its case, if it names one, is left out."""

    line: int
    case: str
    reason: str


def read_entry(
    line: int, *, case: str, time: str, group: str, resource: str
) -> Entry | BadRow:
    """Return the entry a row stands for, or what is wrong with it."""
    case = case.strip()
    if not case:
        return BadRow(line, "", _("it names no case"))
    try:
        at = parse_datetime(time.strip())
    except ValueError:
        at = None
    if at is None:
        said = _("“%(text)s” is not a date and time") % {"text": time[:40]}
        return BadRow(line, case, said)
    names = [known(group), known(resource)]
    for name in (case, *names):
        if len(name) > LONGEST_NAME or not name.isprintable():
            said = _("“%(text)s” cannot be a name") % {"text": name[:40]}
            return BadRow(line, case, said)
    if is_naive(at):
        at = at.replace(tzinfo=COPENHAGEN)
    return Entry(line, case, at, *names)


def known(text: str) -> str:
    """Return a name without spaces around it, or nothing if the log knows none."""
    name = text.strip()
    return "" if name.upper() in UNKNOWN else name
