"""Time passing while a mentor is out."""

from datetime import timedelta

from django.utils import timezone

from mentors.outing.models import Outing


def in_minutes(count):
    return timezone.now() + timedelta(minutes=count)


def make_overdue(outing, *, minutes):
    """Let the agreed time have been over for so long."""
    Outing.objects.filter(pk=outing.pk).update(
        began_at=in_minutes(-minutes - 60), expected_back_at=in_minutes(-minutes)
    )
    outing.refresh_from_db()
