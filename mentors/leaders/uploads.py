"""Visits that have not become visits yet, and that a leader should ask about."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from coordination.models import Membership, Message, User
from coordination.models.organisation import Role
from mentors.sealed.models import SealedVisit
from mentors.sealed.unsent import TEMPLATE, TOO_LONG
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.held import HeldVisit


def waiting_uploads(leader: User) -> dict[str, int]:
    """Return how many there are of the mentors this person leads; not whose.

    Held: sent twice with different words. Unplaced: for a week without their citizen.
    Unopened: sealed for a key that is not here. On phones: not sent for a week, as the
    phones told us this week.
    """
    now = timezone.now()
    authors = mentors_led_by(leader)
    news = Message.objects.filter(
        template=TEMPLATE, user=leader, created_at__gt=now - timedelta(days=7)
    )
    unplaced = UnplacedVisit.objects.longer_than(TOO_LONG, at=now)
    return {
        "held": HeldVisit.objects.waiting().visible_to(leader).count(),
        "unplaced": unplaced.filter(author__in=authors).count(),
        "unopened": SealedVisit.objects.unopened().filter(author__in=authors).count(),
        "on_phones": sum(facts["waiting"] for facts in facts_of(news)),
    }


def mentors_led_by(leader: User) -> QuerySet[Membership, Any]:
    """Return the ids of who is or was a mentor in a department this person leads."""
    led = [s.department_id for s in leader.seats if s.role == Role.LEADER]
    seats = Membership.objects.filter(role=Role.MENTOR, department__in=led)
    return seats.values("user")


def facts_of(news: QuerySet[Message]) -> list[dict[str, Any]]:
    """Return what each message knows."""
    return list(news.values_list("facts", flat=True))
