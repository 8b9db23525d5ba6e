"""Seats end on the day that was agreed."""

from datetime import datetime

from coordination.administration.seats.actions import end_agreed_seat, over
from coordination.messages.queue import queue
from coordination.models import Membership
from coordination.models.organisation import Role
from coordination.periodic import periodic
from coordination.workflow import Refused


@periodic("membership.end")
def end_seats(at: datetime) -> int:
    """End the seats whose last day has passed; return how many ended.

    Where a baton would be left without anybody, the person keeps the seat and the
    administrators and the department's leaders are told, once: never between two
    chairs (RELIABILITY I1, I7).
    """
    ended = 0
    for seat in Membership.objects.filter(over(at)).order_by("pk"):
        try:
            ended += end_agreed_seat(seat)
        except Refused:
            tell_who_can_help(seat)
    return ended


def tell_who_can_help(seat: Membership) -> None:
    """Tell administrators, and the leaders there, that a seat cannot end yet."""
    seats = Membership.objects.in_force().select_related("user")
    helpers = seats.filter(role=Role.ADMINISTRATOR) | seats.filter(
        role=Role.LEADER, department=seat.department_id
    )
    for user in {helper.user for helper in helpers}:
        queue(
            "coordination/administration/seat",
            key=f"seat-{seat.pk}-{seat.ends_on}-{user.pk}",
            user=user,
            seat=seat.pk,
        )
