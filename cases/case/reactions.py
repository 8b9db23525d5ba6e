"""Coordination passes to the deputy when the coordinator goes away."""

from django.db.models import Q

from cases.case.actions import inherit_coordination
from cases.case.conditions import can_coordinate
from cases.case.models import Case
from coordination.models import Event, User
from coordination.reactions import during


# before the baton finds its heir, who may be the new coordinator
@during("user.deactivate")
@during("membership.end")
def find_coordinators(event: Event) -> None:
    """Pass on what a person coordinated, or stood in for, who can no longer."""
    gone = User.objects.get(pk=event.facts["user"])
    if can_coordinate(gone):
        return  # another seat in the lead department is enough
    theirs = Q(coordinator=gone) | Q(coordinator_deputy=gone)
    for case in Case.objects.active().filter(theirs).order_by("pk"):
        inherit_coordination(case, gone=gone)
