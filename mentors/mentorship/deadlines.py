"""When a mentorship is about to end, and when its time is over."""

from datetime import datetime, timedelta

from django.utils import timezone

from coordination.messages.queue import queue
from coordination.models import Membership, Message, User
from coordination.models.organisation import Role
from coordination.periodic import periodic
from coordination.workflow import NotVisible, Refused, Stale
from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship

NOTICE = timedelta(days=14)


@periodic("mentorship.ends_soon")
def warn_before_the_end(at: datetime) -> int:
    """Tell mentor and leaders two weeks ahead, once for each agreed end."""
    today = timezone.localdate(at)
    ending = Mentorship.objects.active().filter(until__range=(today, today + NOTICE))
    told = 0
    for mentorship in ending.select_related("mentor"):
        leaders = Membership.objects.in_force().filter(
            department=mentorship.department_id, role=Role.LEADER
        )
        people = {seat.user for seat in leaders.select_related("user")}
        for person in people | {mentorship.mentor}:
            told += warn(mentorship, person)
    return told


def warn(mentorship: Mentorship, person: User | None) -> int:
    """Put the warning on its way, and count it unless that was done before."""
    day = mentorship.until.isoformat()
    key = f"mentorship-ends-{mentorship.pk}-{day}-{person.pk if person else 0}"
    if person is None or Message.objects.filter(key=key).exists():
        return 0
    queue(
        "mentors/mentorship/mail/ends_soon",
        key=key,
        user=person,
        mentorship=mentorship.pk,
        until=day,
    )
    return 1


@periodic("mentorship.end")
def end_when_time_is_up(at: datetime) -> int:
    """End the mentorships whose last day is over and that nobody renewed."""
    over = Mentorship.objects.active().filter(until__lt=timezone.localdate(at))
    ended = 0
    for mentorship in over.order_by("case_id"):
        try:
            actions.end(
                mentorship,
                by=None,
                because=Mentorship.Ending.TIME_UP,
                version=mentorship.version,
            )
        except (Refused, NotVisible, Stale):
            continue  # ended or renewed between our look and the lock
        ended += 1
    return ended
