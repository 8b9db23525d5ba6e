"""Naming a deputy, and ending it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import Deputy, User
from coordination.models.organisation import Role
from coordination.organisation import stand_in
from coordination.record import announce
from coordination.workflow import NotVisible, Refused, whole


def may_arrange(absent: User, *, by: User) -> bool:
    """Say whether a person may name a deputy: for themselves, or as their leader."""
    if absent.pk == by.pk:
        return True
    theirs = {seat.department_id for seat in absent.seats}
    led = {s.department_id for s in by.seats if s.role == Role.LEADER}
    return bool(theirs & led)


@whole
def name(
    absent: User, *, by: User, deputy: User, since: datetime, until: datetime
) -> Deputy:
    """Return who stands in for a person, and how long."""
    if not may_arrange(absent, by=by):
        raise PermissionDenied
    return stand_in(absent, by=by, deputy=deputy, since=since, until=until)


@whole
def end(row: Deputy, *, by: User) -> None:
    """End a deputyship now; one that has not begun is taken back."""
    found = (
        Deputy.objects.select_for_update(of=("self",))
        .select_related("absent")
        .filter(pk=row.pk)
        .first()
    )
    if found is None:
        raise NotVisible
    if not may_arrange(found.absent, by=by):
        raise PermissionDenied
    now = timezone.now()
    if found.until <= now:
        raise Refused(_("This has ended already."))
    facts = {"absent": found.absent_id, "deputy": found.by_id}
    announce("deputy.end", subject=found, by=by, facts=facts)
    if found.since < now:
        found.until = now
        found.save(update_fields=["until"])
    else:
        found.delete()
