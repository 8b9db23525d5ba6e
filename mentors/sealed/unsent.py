"""Visits that have waited on a phone too long: its leaders hear how many, not whose."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

from coordination.messages import Content, composes, queue
from coordination.models import Membership, Message, User
from coordination.models.organisation import Role

TOO_LONG = timedelta(days=7)
TEMPLATE = "mentors/sealed/mail/unsent"


def tell_leaders(mentor: User, *, waiting: int, oldest_at: datetime | None) -> None:
    """Tell the leaders of the mentor's department, at most once a week."""
    now = timezone.now()
    if not waiting or oldest_at is None or now - oldest_at < TOO_LONG:
        return
    departments = [s.department_id for s in mentor.seats if s.role == Role.MENTOR]
    year, week, _day = timezone.localdate(now).isocalendar()
    leaders = Membership.objects.in_force().filter(
        role=Role.LEADER, department__in=departments
    )
    for leader in {seat.user for seat in leaders.select_related("user")}:
        queue(
            TEMPLATE,
            key=f"visits-unsent-{mentor.pk}-{year}-{week}-{leader.pk}",
            user=leader,
            waiting=waiting,
        )


@composes(TEMPLATE)
def unsent(message: Message) -> Content:
    """Say how many visits have waited, and what a leader can do."""
    count = message.facts["waiting"]
    text = ngettext(
        "%(count)d visit has waited more than a week on a mentor's phone. Ask your"
        " mentors whether they can sign in where there is a connection.",
        "%(count)d visits have waited more than a week on a mentor's phone. Ask your"
        " mentors whether they can sign in where there is a connection.",
        count,
    ) % {"count": count}
    subject = ngettext(
        "A visit has waited long on a phone",
        "Visits have waited long on a phone",
        count,
    )
    address = f"{settings.SITE_ADDRESS}/mentorships/"
    return Content(subject=subject, text=text, line=text, link=address)
