"""What had happened to a case before word of a visit reached us."""

from datetime import datetime, timedelta

from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.involvement.models import Involvement
from mentors.mentorship.models import Mentorship
from mentors.visit.models import Visit
from mentors.visit.report import Report

Late = Visit.Late

# Further off than this, a phone's clock is not believed; both times are kept.
AHEAD = timedelta(days=1)
BEHIND = timedelta(days=366)


def find_lateness(
    report: Report, mentorship: Mentorship, *, received_at: datetime
) -> list[str]:
    """Return why the visit is late, as codes; nothing when it is not."""
    found = []
    if clock_is_wrong(report, received_at):
        found.append(Late.CLOCK)
    elif was_handed_on(mentorship.case, since=report.started_at):
        found.append(Late.HANDED_ON)
    if mentorship.case.state == Case.State.PAUSED:
        found.append(Late.PAUSED)
    if mentorship.case.state == Case.State.CLOSED:
        found.append(Late.CLOSED)
    if reason := access_gone(mentorship):
        found.append(reason)
    return [code.value for code in found]


def clock_is_wrong(report: Report, received_at: datetime) -> bool:
    """Say whether the visit lies in the future, or long ago."""
    ahead = report.started_at - received_at
    if report.outcome == Visit.Outcome.CANCELLED and ahead < BEHIND:
        return False  # one cancels what is still to come
    return ahead > AHEAD or ahead < -BEHIND


def was_handed_on(case: Case, *, since: datetime) -> bool:
    """Say whether the baton has gone to another department since the visit."""
    moved = BatonPeriod.objects.filter(case=case, since__gt=since)
    return moved.exclude(cause__in=["opened", "reassigned"]).exists()


def access_gone(mentorship: Mentorship) -> Visit.Late | None:
    """Return why the mentor no longer has a part in the case, if so."""
    if mentorship.state == Mentorship.State.PROPOSED:
        return Late.NOT_BEGUN
    part = mentorship.involvement
    if mentorship.ended_because == Mentorship.Ending.CONSENT_GONE:
        return Late.CONSENT_GONE
    ended = mentorship.state == Mentorship.State.ENDED
    running = Involvement.objects.active().filter(pk=part.pk if part else 0)
    return Late.ENDED if ended or not running.exists() else None
