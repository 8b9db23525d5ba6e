"""Ending the part of givers who offered the baton with "our part ends"."""

from collections.abc import Collection
from datetime import datetime

from cases.case.models import Case
from cases.handover.models import Handover
from cases.involvement import actions as involvement
from cases.involvement.models import Involvement


def givers_leaving(case: Case) -> list[int]:
    """Return the departments that leave once the citizen has met who comes next."""
    waiting = Handover.objects.waiting_for_contact().filter(case=case)
    leaving = waiting.filter(our_part_ends=True)
    return list(leaving.values_list("giver_id", flat=True))


def end_parts(case: Case, departments: Collection[int], *, at: datetime) -> None:
    """End the departments' parts as an effect of another step; the holder stays."""
    if not departments:
        return
    parts = Involvement.objects.active().parties().filter(case=case)
    holding = case.periods.filter(until__isnull=True).values("department")
    for part in parts.filter(department__in=departments).exclude(
        department__in=holding
    ):
        involvement.end_seat(part, at=at)
