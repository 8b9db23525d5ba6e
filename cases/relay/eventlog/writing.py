"""Writing the relay as an event log in which nobody is found."""

import gzip
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain, groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import IO, NamedTuple, cast
from xml.sax.saxutils import quoteattr

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cases.baton.models import Cause

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

# A change of person inside a department is not told.
RELAY = """
    WITH stay AS (
        SELECT p.case_id, p.id, p.since, p.until, p.cause, d.name,
            p.department_id IS DISTINCT FROM lag(p.department_id) OVER way AS arrives,
            lead(p.id) OVER way IS NULL AS is_last
        FROM cases_case c
        JOIN cases_batonperiod p ON p.case_id = c.id
        JOIN coordination_department d ON d.id = p.department_id
        WHERE c.source LIKE %(source)s || '%%'
        WINDOW way AS (PARTITION BY p.case_id ORDER BY p.since, p.id)
    )
    SELECT case_id, cause, name, since AS at, id, 0 AS last FROM stay
    WHERE arrives OR cause = 'reopened'
    UNION ALL
    SELECT case_id, 'closed', name, until, id, 1 FROM stay
    WHERE is_last AND until IS NOT NULL
    ORDER BY case_id, at, id, last
"""
MOVES = {Cause.HANDOVER, Cause.LAST_CONTACT, Cause.HEIR}
# No day of the world: it only keeps the order.
FIRST_DAY = datetime(2001, 1, 1, tzinfo=UTC)


class Step(NamedTuple):
    """What happened to a baton, and in which department."""

    what: str
    department: str


Course = tuple[Step, ...]


class Written(NamedTuple):
    """What a file holds: cases, those whose course is told whole, traces and events."""

    cases: int
    whole: int
    traces: int
    events: int


def write_xes(path: Path, *, least: int, source: str = "") -> Written:
    """Write the relay of the cases from a source as a log in which nobody is found.

    XES of IEEE 1849; packed when the name ends in `.gz`. An event says what happened
    (`opened`, `handover`, `last_contact`, `heir`, `reopened`, `closed`) and in which
    department; its time only keeps the order. A course that at least `least` cases
    took is told whole, once for each of them. The others are told step by step, each
    a trace of its own, in which `held` says where the baton came from: who recognises
    a step of somebody's course learns nothing about the rest of it. So that no two
    steps must be of one case, departments of fewer cases are one department here.
    """
    courses = without_small(Counter(read_courses(source)), least=least)
    told: Counter[Course] = Counter()
    for course, cases in courses.items():
        for part in [course] if cases >= least else apart(course):
            told[part] += cases
    with opened(path) as text:
        text.write(HEAD)
        for number, course in enumerate(sorted(told.elements()), start=1):
            text.write(trace_of(number, course))
        text.write("</log>\n")
    return Written(
        cases=courses.total(),
        whole=sum(cases for cases in courses.values() if cases >= least),
        traces=told.total(),
        events=sum(len(course) * times for course, times in told.items()),
    )


def read_courses(source: str) -> Iterator[Course]:
    """Return the course of each case from a source."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(RELAY, {"source": source})
        rows = chain.from_iterable(iter(lambda: cursor.fetchmany(2_000), []))
        for _case, steps in groupby(rows, key=itemgetter(0)):
            yield tuple(Step(what, department) for _id, what, department, *_on in steps)


def without_small(courses: Counter[Course], *, least: int) -> Counter[Course]:
    """Return the courses with one name for all departments that too few cases came to.

    The smallest of the others are taken along until enough cases bear that name.
    """
    came_to: Counter[str] = Counter()
    for course, cases in courses.items():
        came_to.update(dict.fromkeys({step.department for step in course}, cases))
    small: set[str] = set()
    for department, cases in reversed(came_to.most_common()):
        together = sum(n for course, n in courses.items() if touches(course, small))
        if cases >= least and (not small or together >= least):
            break
        small.add(department)
    found: Counter[Course] = Counter()
    for course, cases in courses.items():
        found[tuple(elsewhere(step, small) for step in course)] += cases
    return found


def touches(course: Course, departments: set[str]) -> bool:
    """Say whether a course came to one of these departments."""
    return any(step.department in departments for step in course)


def elsewhere(step: Step, small: set[str]) -> Step:
    """Return a step without the name of a small department."""
    is_small = step.department in small
    return step._replace(department=_("Other departments")) if is_small else step


def apart(course: Course) -> Iterator[Course]:
    """Return a course step by step, each with the department it came from."""
    for before, step in pairwise((course[0], *course)):
        if step.what in MOVES:
            yield (Step("held", before.department), step)
        else:
            yield (step,)


def trace_of(number: int, course: Course) -> str:
    """Return one trace as XES."""
    name = string("concept:name", str(number))
    events = (event_of(step, order) for order, step in enumerate(course))
    return f"  <trace>\n    {name}\n{''.join(events)}  </trace>\n"


def event_of(step: Step, order: int) -> str:
    """Return one event as XES."""
    at = FIRST_DAY + timedelta(days=order)
    when = quoteattr(at.isoformat(timespec="milliseconds"))
    return (
        "    <event>\n"
        f"      {string('concept:name', step.what)}\n"
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
