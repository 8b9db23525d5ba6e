"""Replaying a log's cases through the actions that people use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.citizen import actions as citizen_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement.models import Basis
from cases.relay.course import Course, read_course
from cases.relay.directory import Directory
from cases.relay.eventlog.shelf import Record
from coordination.workflow import historical, whole

BATCH = 100


@dataclass
class Tally:
    """What became of the cases of a log."""

    imported: int = 0
    known: int = 0
    no_department: int = 0

    @property
    def seen(self) -> int:
        """How many cases have been looked at."""
        return self.imported + self.known + self.no_department


def import_records(
    records: Iterable[Record], *, dry_run: bool = False
) -> Iterator[Tally]:
    """Import case after case; return the tally as it stands after each batch.

    Every case is stored whole, in a transaction of its own, or not at all: an
    import can be stopped at any moment and started again.
    """
    tally, directory = Tally(), Directory()
    waiting = iter(records)
    while batch := list(islice(waiting, BATCH)):
        courses = [course for record in batch if (course := read_course(record))]
        tally.no_department += len(batch) - len(courses)
        sources = [course.source for course in courses]
        stored = Case.objects.filter(source__in=sources)
        known = set(stored.values_list("source", flat=True))
        tally.known += len(known)
        for course in courses:
            if course.source in known:
                continue
            if not dry_run:
                import_course(course, directory)
            tally.imported += 1
            if tally.seen % 10 == 0:
                yield tally
    yield tally


def import_course(course: Course, directory: Directory) -> Case:
    """Return the case, replayed from its first leg to its end."""
    try:
        with historical():
            return replay(course, directory)
    except BaseException:
        directory.forget()
        raise


@whole
def replay(course: Course, directory: Directory) -> Case:
    """Open the case, pass its baton on leg by leg, and close it."""
    first, *legs = course.legs
    department = directory.department(first.department)
    holder = directory.person(first.person, department, at=first.at)
    citizen = citizen_actions.register(
        by=holder,
        name=_("Citizen of %(case)s") % {"case": course.case[:80]},
        at=first.at,
    )
    case = case_actions.open_case(
        citizen,
        by=holder,
        department=department,
        reason=_("Imported from an event log"),
        source=course.source,
        at=first.at,
    )
    for leg in legs:
        before = department
        department = directory.department(leg.department)
        person = directory.person(leg.person, department, at=leg.at)
        if department == before:
            case_actions.reassign(case, by=holder, to=person, at=leg.at)
        else:
            handover = handover_actions.offer(
                case,
                by=holder,
                receiver=department,
                warm=False,
                basis=Basis.NECESSITY,
                basis_text=_("Imported from an event log"),
                origin=Handover.Origin.IMPORTED,
                at=leg.at,
            )
            handover_actions.accept(handover, by=person, read_back="", at=leg.at)
        holder = person
    case_actions.close(case, by=holder, outcome=Case.Outcome.OTHER, at=course.ended_at)
    return case
