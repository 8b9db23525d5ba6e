"""What stands in a mentor's calendar."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from coordination.models import User
from coordination.models.organisation import Role
from mentors.feed.calendar import Entry
from mentors.feed.models import CalendarFeed
from mentors.planned.models import PlannedVisit

BACK = timedelta(days=30)
LANGUAGE = "da"  # a calendar program asks in no language
MOST = 1000


def mentor_of(feed: CalendarFeed) -> User | None:
    """Return whose calendar it is, as long as they work as a mentor."""
    user = User.objects.with_seats().filter(pk=feed.user_id).first()
    return user if user and user.has_role(Role.MENTOR) else None


def list_entries(feed: CalendarFeed, mentor: User, *, now: datetime) -> list[Entry]:
    """Return the planned times, with nothing about whom and where.

    Those of the last month stay, so that what has been is not emptied behind one.
    """
    rows = PlannedVisit.objects.of_mentor(mentor).filter(starts_at__gt=now - BACK)
    times = rows.exclude(state=PlannedVisit.State.CANCELLED).order_by("starts_at")
    with translation.override(LANGUAGE):
        title = _("Visit")
    return [
        Entry(
            uid=name_of(feed, planned),
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            title=title,
        )
        for planned in times[:MOST]
    ]


def name_of(feed: CalendarFeed, planned: PlannedVisit) -> str:
    """Return a name that stays with the time, and that leads nowhere."""
    told = salted_hmac("mentors.feed", f"{feed.pk}.{planned.pk}", algorithm="sha256")
    return f"{told.hexdigest()[:32]}@stafet"
