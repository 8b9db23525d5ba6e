"""Telling news from history that was only written down today."""

from datetime import timedelta

from coordination.models import Event

OLD = timedelta(days=1)


def is_replayed(event: Event) -> bool:
    """Say whether an import or the demo loader wrote this down long afterwards.

    Nobody is written to about it: those who had to know knew at the time.
    """
    return event.recorded_at - event.at > OLD
