"""The one way in for visits: from the form, the API, and a phone that was offline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError
from django.db.models import Q

from cases.handover import actions as handover
from coordination.models import Deputy, Municipality, User
from coordination.record import announce
from coordination.workflow import NotVisible, is_historical, lock_root, perform, whole
from mentors.mentorship.models import Mentorship
from mentors.planned.keeping import keep_plan
from mentors.visit.held import HeldVisit
from mentors.visit.lateness import find_lateness
from mentors.visit.models import Visit
from mentors.visit.report import Report

COUNTING = (Visit.Kind.HOME, Visit.Kind.MEETING, Visit.Kind.PHONE, Visit.Kind.WALK)


@dataclass(frozen=True)
class Receipt:
    """What became of an upload: the visit it is, or what keeps it waiting."""

    visit: Visit | None
    is_new: bool = False
    held: HeldVisit | None = None


def receive(
    report: Report, *, by: User, received_at: datetime | None = None
) -> Receipt:
    """Return the receipt for a report: stored exactly once, whatever the case's state.

    The same id with the same content gets the same answer; with other content it is
    held for a person to decide, and nothing is lost. Only who never was the mentor,
    or a deputy, is refused: `NotVisible`. `received_at` is open only inside
    `historical()`.
    """
    if received_at is not None and not is_historical():
        raise ValueError("Only the demo loader may say when a visit was received.")
    mentorship = find_mentorship(report.mentorship, author=by)
    while True:
        try:
            known = Visit.objects.filter(author=by, client_id=report.client_id).first()
            if known is None:
                visit = store(report, mentorship, by=by, received_at=received_at)
                return Receipt(visit, is_new=True)
            if known.digest == report.digest():
                return Receipt(known)
            return Receipt(None, held=hold(report, mentorship, by=by))
        except IntegrityError:
            # The same upload came in twice at once: the other one is stored now.
            if not is_stored(report, author=by):
                raise


def find_mentorship(pk: int, *, author: User) -> Mentorship:
    """Return the mentorship, if the author is or was its mentor, or stood in."""
    stood_in_for = Deputy.objects.filter(by=author).values("absent")
    theirs = Mentorship.objects.filter(Q(mentor=author) | Q(mentor__in=stood_in_for))
    found = theirs.select_related("case__citizen").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def is_stored(report: Report, *, author: User) -> bool:
    """Say whether an upload with this id has got in, as a visit or to be decided."""
    mine = {"author": author, "client_id": report.client_id}
    return (
        Visit.objects.filter(**mine).exists()
        or HeldVisit.objects.filter(**mine).exists()
    )


@whole
def store(
    report: Report,
    mentorship: Mentorship,
    *,
    by: User,
    received_at: datetime | None = None,
) -> Visit:
    """Return the stored visit, marked late when its case has moved on meanwhile."""
    lock = lock_root(mentorship.case, received_at)
    mentorship = Mentorship.objects.select_related("case", "involvement").get(
        pk=mentorship.pk
    )
    late = (
        []
        if is_historical()
        else find_lateness(report, mentorship, received_at=lock.at)
    )
    visit = Visit.objects.create(
        mentorship=mentorship,
        case=mentorship.case,
        author=by,
        client_id=report.client_id,
        visit_id=report.visit,
        digest=report.digest(),
        kind=report.kind,
        outcome=report.outcome,
        to_whom=report.to_whom,
        started_at=report.started_at,
        minutes=report.minutes,
        wishes=report.wishes,
        agreed=report.agreed,
        next_at=report.next_at,
        received_at=lock.at,
        late=late,
    )
    visit.together_with.add(*report.together_with)
    counts = counts_as_contact(visit)
    announce(
        "visit.correct" if visit.is_correction else "visit.log",
        subject=visit,
        root_id=mentorship.case_id,
        sequence=lock.sequence,
        by=by,
        note=f"{report.wishes}\n{report.agreed}".strip(),
        facts={
            "mentorship": mentorship.pk,
            "visit": str(visit.visit_id),
            "kind": visit.kind,
            "outcome": visit.outcome,
            "late": late,
            "counts": counts,
        },
        at=lock.at,
    )
    if mentorship.state == Mentorship.State.ACTIVE:
        then = lock.at if is_historical() else None
        keep_plan(visit, mentorship, named=report.planned, by=by, at=then)
    if counts:
        complete_handover(mentorship, met_at=visit.started_at)
    return visit


def counts_as_contact(visit: Visit) -> bool:
    """Say whether the municipality counts this as a contact with the citizen."""
    return (
        Municipality.current().visits_count_as_contact
        and visit.outcome == Visit.Outcome.DONE
        and visit.kind in COUNTING
        and not visit.late
        and not visit.is_correction
    )


def complete_handover(mentorship: Mentorship, *, met_at: datetime) -> None:
    """Complete a handover to the mentor's own department: the citizen has been met."""
    handover.meet(
        mentorship.case,
        department_id=mentorship.department_id,
        met_at=met_at,
        by=None,
    )


@whole
def hold(report: Report, mentorship: Mentorship, *, by: User) -> HeldVisit:
    """Return the upload as held for a decision; the same one is held once."""
    mine = {"author": by, "client_id": report.client_id, "digest": report.digest()}
    if known := HeldVisit.objects.filter(**mine).first():
        return known
    held = HeldVisit(
        mentorship=mentorship,
        case=mentorship.case,
        content=report.content(),
        **mine,
    )
    perform(held.hold, by=None, on_behalf_of=by)
    return held


@whole
def keep(held: HeldVisit, *, by: User, version: int | None = None) -> Visit:
    """Return the held upload as a correction of what was stored first."""
    perform(held.keep, by=by, by_whom=by, version=version)
    first = Visit.objects.get(author=held.author, client_id=held.client_id)
    changed: dict[str, Any] = {"client_id": uuid4(), "visit_id": first.visit_id}
    correction = Report.of(held.content, **changed)
    return store(correction, first.mentorship, by=held.author)


@whole
def drop(held: HeldVisit, *, by: User, version: int | None = None) -> None:
    """Set a held upload aside; the row stays and can be read again."""
    perform(held.drop, by=by, by_whom=by, version=version)
