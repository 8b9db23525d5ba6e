"""What a person can do with a mentorship, one function for each verb."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.consent.models import Consent
from cases.involvement import actions as involvement
from cases.involvement.models import Basis, Involvement, Kind
from coordination.access import Section
from coordination.calendar import end_of_day
from coordination.models import Department, Municipality, User
from coordination.workflow import Refused, is_historical, perform, whole
from mentors.mentorship.conditions import (
    mentor_has_no_other_part,
    mentor_still_works_there,
)
from mentors.mentorship.models import Mentorship

# Mentor support is granted for at most six months at a time (LAB § 167).
LONGEST = timedelta(days=183)


@whole
def propose(
    case: Case,
    *,
    by: User,
    department: Department,
    goal: str,
    until: date,
    mentor: User | None = None,
    tasks: str = "",
    frequency: str = Mentorship.Frequency.WEEKLY,
    hours_a_week: int | None = None,
    summary: str = "",
    shared: str = Mentorship.Shared.SUMMARY,
    basis: str = Basis.NECESSITY,
    basis_text: str = "",
    consent: Consent | None = None,
    at: datetime | None = None,
) -> Mentorship:
    """Return a new proposal; without a mentor the citizen waits for one."""
    if basis == Basis.CONSENT and consent is None:
        raise Refused(
            _("Choose the consent that the mentor's part rests on, or another basis.")
        )
    if basis != Basis.CONSENT and not basis_text:
        raise Refused(_("Write which provision or need the mentor's part rests on."))
    mentorship = Mentorship(
        case=case,
        department=department,
        mentor=mentor,
        goal=goal,
        tasks=tasks,
        frequency=frequency,
        hours_a_week=hours_a_week,
        summary=summary,
        shared=shared,
        basis=basis,
        basis_text="" if basis == Basis.CONSENT else basis_text,
        consent=consent if basis == Basis.CONSENT else None,
        until=until,
    )
    event = perform(mentorship.propose, by=by, note=goal, at=at)
    check_period(until, begins=event.at)
    return mentorship


@whole
def match(
    mentorship: Mentorship,
    *,
    by: User,
    mentor: User,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Name the mentor of a proposal."""
    perform(mentorship.match, by=by, mentor=mentor, version=version, at=at)
    for condition in (mentor_still_works_there, mentor_has_no_other_part):
        if not condition(mentorship):
            raise Refused(condition.because)


@whole
def activate(
    mentorship: Mentorship,
    *,
    by: User,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Begin, and open to the mentor what a mentor may see of the case."""
    event = perform(mentorship.activate, by=by, version=version, at=at)
    check_period(mentorship.until, begins=event.at)
    part = involvement.begin(
        mentorship.case,
        by=None,
        person=mentorship.mentor,
        kind=Kind.MENTOR,
        basis=mentorship.basis,
        basis_text=mentorship.basis_text,
        consent=mentorship.consent,
        sections=[Section.VISITS.value],
        at=at,
    )
    mentorship.involvement = part
    mentorship.save(update_fields=["involvement"])
    keep_access(mentorship)


@whole
def renew(
    mentorship: Mentorship,
    *,
    by: User,
    until: date,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Let a mentorship go on, at most six months ahead."""
    event = perform(mentorship.renew, by=by, until=until, version=version, at=at)
    check_period(until, begins=event.at)
    keep_access(mentorship)


@whole
def end(
    mentorship: Mentorship,
    *,
    by: User | None,
    because: str,
    takes_along: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """End a mentorship, with what the citizen takes along; the access ends with it."""
    perform(
        mentorship.end,
        by=by,
        because=because,
        takes_along=takes_along,
        note=takes_along,
        version=version,
        at=at,
    )
    part = mentorship.involvement
    if part is not None and part.state == Involvement.State.ACTIVE:
        involvement.end(part, by=None, at=at)


def check_period(until: date, *, begins: datetime) -> None:
    """Refuse a period that is over already, or longer than six months."""
    first = timezone.localdate(begins)
    latest = first + LONGEST
    if is_historical() or first <= until <= latest:
        return
    raise Refused(
        _(
            "A mentorship runs for at most six months at a time. Choose a day from"
            " today until %(latest)s; it can be renewed later."
        )
        % {"latest": date_format(latest, "DATE_FORMAT")}
    )


def keep_access(mentorship: Mentorship) -> None:
    """Let the access last exactly as long as the mentorship, or the consent."""
    part = mentorship.involvement
    if part is None:
        return
    ends = [end_of_day(mentorship.until)]
    if mentorship.consent and mentorship.consent.until:
        ends.append(mentorship.consent.until)
    part.until = min(ends)
    part.save(update_fields=["until"])


def load_of(mentor: User) -> int:
    """Count the citizens a mentor has now."""
    return Mentorship.objects.active().filter(mentor=mentor).count()


def is_many(citizens: int) -> bool:
    """Say whether so many citizens are more than the pilot meant for one mentor."""
    return citizens >= Municipality.current().mentor_warn_at
