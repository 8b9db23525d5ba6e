"""Setting what the municipality aims for."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from coordination.models import Municipality, User
from coordination.models.organisation import Role
from coordination.record import announce
from coordination.workflow import fresh, whole
from feedback.target.models import Target


def may_set(user: User) -> bool:
    """Say whether a person decides what is aimed for: who leads the lead department."""
    lead = Municipality.current().lead_department_id
    return any(
        seat.role == Role.LEADER and seat.department_id == lead for seat in user.seats
    )


@whole
def change(wanted: Mapping[str, Decimal | None], *, by: User) -> None:
    """Set the targets of some indicators, or drop them; each change is on record."""
    if not may_set(fresh(by)):
        raise PermissionDenied
    with connection.cursor() as cursor:
        # two leaders at once would both find no target, and both make one
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('feedback_target'))")
    known = {target.indicator: target for target in Target.objects.all()}
    for indicator, value in wanted.items():
        target = known.get(indicator)
        before = target.value if target else None
        if value == before:
            continue
        if value is None and target:
            target.delete()
        elif value is not None:
            target = target or Target(indicator=indicator)
            target.value, target.set_by, target.set_at = value, by, timezone.now()
            target.save()
        announce(
            "target.change",
            subject_type="target",
            by=by,
            facts={"indicator": indicator, "value": [coded(before), coded(value)]},
        )


def coded(value: Decimal | None) -> str | None:
    """Return a value as the record keeps it."""
    return None if value is None else str(value)
