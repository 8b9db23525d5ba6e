"""A list of times in the notation of calendar programs (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75  # octets, without the line's end


@dataclass(frozen=True)
class Entry:
    """One time, under a name that says nothing."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str


def write_calendar(entries: Iterable[Entry], *, now: datetime) -> str:
    """Return the calendar as a program reads it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Stafet//Stafet//DA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *(line for entry in entries for line in write_entry(entry, now=now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def write_entry(entry: Entry, *, now: datetime) -> Iterator[str]:
    """Yield the lines of one time."""
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(entry.uid)}"
    yield f"DTSTAMP:{instant(now)}"
    yield f"DTSTART:{instant(entry.starts_at)}"
    yield f"DTEND:{instant(entry.ends_at)}"
    yield f"SUMMARY:{escape(entry.title)}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def instant(moment: datetime) -> str:
    """Write a moment in UTC, which no clock change can move."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    """Write a text so that nothing in it ends the line or the value."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a line that is longer than 75 octets, never inside a character."""
    parts, current, room = [], "", LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(current)
            current, room = "", LONGEST_LINE - 1  # a blank begins what goes on
        current += sign
        room -= size
    return "\r\n ".join([*parts, current])
