"""Writing the relay as an event log that holds nobody: departments and days only."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, NamedTuple, cast
from xml.sax.saxutils import quoteattr

from django.db import connection, transaction

from coordination.calendar import COPENHAGEN

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <global scope="trace"><string key="concept:name" value=""/></global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="org:group" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
  </global>
  <classifier name="Step" keys="concept:name"/>
  <classifier name="Department" keys="org:group"/>
"""

# Cases come in a new order, under new numbers, every time: a trace cannot be put
# beside a case by its place. A change of person inside a department is not told.
RELAY = """
    WITH named AS (
        SELECT id, row_number() OVER (ORDER BY random()) AS trace
        FROM cases_case WHERE source LIKE %(source)s || '%%'
    ), stay AS (
        SELECT named.trace, p.case_id, p.id, p.since, p.until, p.cause, d.name,
            p.department_id IS DISTINCT FROM lag(p.department_id) OVER way AS arrives,
            lead(p.id) OVER way IS NULL AS is_last
        FROM named
        JOIN cases_batonperiod p ON p.case_id = named.id
        JOIN coordination_department d ON d.id = p.department_id
        WINDOW way AS (PARTITION BY p.case_id ORDER BY p.since, p.id)
    )
    SELECT trace, cause, name, since, id, 0 FROM stay
    WHERE arrives OR cause = 'reopened'
    UNION ALL
    SELECT trace, 'closed', name, until, id, 1 FROM stay
    WHERE is_last AND until IS NOT NULL
    ORDER BY 1, 4, 5, 6
"""


class Step(NamedTuple):
    """One event of a trace, as it is read from the tables."""

    trace: int
    cause: str
    department: str
    at: datetime


def write_xes(path: Path, *, source: str = "") -> tuple[int, int]:
    """Write the relay of the cases from a source; return how many traces and events.

    XES of IEEE 1849; packed when the name ends in `.gz`. A trace has a number of this
    file's own; an event says what happened (`opened`, `handover`, `last_contact`,
    `heir`, `reopened`, `closed`), in which department and on which day. The seconds
    only keep the order of one day.
    """
    traces = events = 0
    current: int | None = None
    day, order = date.min, 0
    with opened(path) as text:
        text.write(HEAD)
        for step in read_steps(source):
            if step.trace != current:
                text.write("  </trace>\n" if traces else "")
                text.write(
                    f"  <trace>\n    {string('concept:name', str(step.trace))}\n"
                )
                current, day = step.trace, date.min
                traces += 1
            that_day = step.at.astimezone(COPENHAGEN).date()
            order = order + 1 if that_day == day else 0
            day = that_day
            text.write(event_of(step, day, order))
            events += 1
        text.write("  </trace>\n" if traces else "")
        text.write("</log>\n")
    return traces, events


def read_steps(source: str) -> Iterator[Step]:
    """Return the steps trace by trace, without holding them all at once."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(RELAY, {"source": source})
        while rows := cursor.fetchmany(2_000):
            for trace, cause, department, at, _id, _last in rows:
                yield Step(trace, cause, department, at)


def event_of(step: Step, day: date, order: int) -> str:
    """Return one event as XES."""
    at = datetime.combine(day, time(), COPENHAGEN) + timedelta(seconds=order)
    when = quoteattr(at.isoformat(timespec="milliseconds"))
    return (
        "    <event>\n"
        f"      {string('concept:name', step.cause)}\n"
        f"      {string('org:group', step.department)}\n"
        f'      <date key="time:timestamp" value={when}/>\n'
        "    </event>\n"
    )


def string(key: str, value: str) -> str:
    """Return an attribute of text; signs that XML cannot hold are left out."""
    clean = "".join(sign for sign in value if sign.isprintable())
    return f"<string key={quoteattr(key)} value={quoteattr(clean)}/>"


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """Open a new file beside the old one, which it replaces only when it is whole."""
    partial = path.with_name(path.name + ".partial")
    pack = gzip.open if path.suffix == ".gz" else open
    try:
        with cast("IO[str]", pack(partial, "wt", encoding="utf-8")) as text:
            yield text
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
