"""What a mentor can do with the calendar address, one function for each verb."""

import hashlib
import secrets

from django.utils import timezone

from coordination.models import User
from coordination.record import announce
from coordination.workflow import whole
from mentors.feed.models import CalendarFeed

SECRET_BYTES = 32  # 256 bits: nobody finds an address by trying


def digest(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@whole
def give(*, by: User) -> str:
    """Return the secret of a new address; it is shown once, and the old one ends."""
    take_back(by, by=by)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed.objects.create(user=by, digest=digest(secret))
    announce("calendarfeed.give", subject=feed, by=by, facts={"user": by.pk})
    return secret


@whole
def take_back(user: User, *, by: User | None) -> bool:
    """End the address of a person, and say whether there was one."""
    feed = CalendarFeed.objects.filter(user=user, revoked_at=None).first()
    if feed is None:
        return False
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    announce("calendarfeed.take_back", subject=feed, by=by, facts={"user": user.pk})
    return True


def holder_of(secret: str) -> CalendarFeed | None:
    """Return the address that a secret opens, while its person is a mentor."""
    known = CalendarFeed.objects.filter(digest=digest(secret), revoked_at=None)
    return known.first()
