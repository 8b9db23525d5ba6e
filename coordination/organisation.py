"""Who works where: joining, leaving, standing in, closing a department."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import ApiToken, Department, Deputy, Membership, User
from coordination.models.organisation import CASEWORK_ROLES, Role, in_force
from coordination.record import announce
from coordination.workflow import Refused, whole


def group_name(department_id: int, role: str) -> str:
    """Return the name of the permission group for a role in a department."""
    return f"department {department_id} {role}"


@whole
def open_department(name: str, *, by: User | None, **details: Any) -> Department:
    """Return a new department with one permission group for each role in it."""
    department = Department.objects.create(name=name, **details)
    Group.objects.bulk_create(
        Group(name=group_name(department.pk, role)) for role in Role.values
    )
    announce("department.open", subject=department, by=by)
    return department


@whole
def join(
    user: User, *, department: Department, role: str, by: User | None, **period: Any
) -> Membership:
    """Return the person's new role in the department."""
    membership = Membership.objects.create(
        user=user,
        department=department,
        role=role,
        group=Group.objects.get(name=group_name(department.pk, role)),
        **period,
    )
    announce(
        "membership.begin",
        subject=membership,
        by=by,
        facts={"user": user.pk, "department": department.pk, "role": role},
    )
    return membership


@whole
def leave(membership: Membership, *, by: User | None) -> None:
    """End a person's role in a department; batons held there go to their heirs."""
    # one that has not begun never does
    membership.until = max(timezone.now(), membership.since)
    membership.save(update_fields=["until"])
    announce(
        "membership.end",
        subject=membership,
        by=by,
        facts={"user": membership.user_id, "department": membership.department_id},
    )


@whole
def stand_in(
    absent: User, *, by: User, deputy: User, since: datetime, until: datetime
) -> Deputy:
    """Return who stands in for a colleague in the same department, and how long."""
    if absent == deputy or not trades(absent) & trades(deputy):
        raise Refused(_("Choose a colleague from the same department as deputy."))
    if until <= since:
        raise Refused(_("The period must end after it begins. Check the dates."))
    row = Deputy.objects.create(absent=absent, by=deputy, since=since, until=until)
    announce(
        "deputy.begin",
        subject=row,
        by=by,
        facts={"absent": absent.pk, "deputy": deputy.pk},
    )
    return row


@whole
def deactivate(user: User, *, by: User | None) -> None:
    """Shut a person out at once; their batons go to their heirs, or this is refused."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    now = timezone.now()
    Membership.objects.filter(user=user).filter(
        Q(until__isnull=True) | Q(until__gt=now)
    ).update(until=now)
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now)
    announce("user.deactivate", subject=user, by=by, facts={"user": user.pk})


@whole
def close_department(department: Department, *, by: User | None) -> None:
    """Close a department; its batons go to their heirs, or this is refused."""
    now = timezone.now()
    department.until = now
    department.save(update_fields=["until"])
    announce(
        "department.close",
        subject=department,
        by=by,
        facts={"department": department.pk},
    )
    Membership.objects.filter(department=department).filter(
        Q(until__isnull=True) | Q(until__gt=now)
    ).update(until=now)


def trades(user: User) -> set[tuple[int, str]]:
    """Return where a person works as what: casework is one trade, a mentor another.

    A deputy takes over what the absent person may see, so it must be the same.
    """
    return {
        (seat.department_id, "casework" if seat.role in CASEWORK_ROLES else seat.role)
        for seat in user.seats
    }


def deputy_of(user: User) -> User | None:
    """Return who stands in for a person now."""
    row = Deputy.objects.filter(in_force(), absent=user).select_related("by").first()
    return row.by if row and row.by.is_active else None


def leaders_of(department_id: int) -> list[User]:
    """Return the leaders of a department, the longest-serving first."""
    seats = Membership.objects.in_force().filter(
        department=department_id, role=Role.LEADER
    )
    return [seat.user for seat in seats.select_related("user").order_by("since", "pk")]


def works_in(user: User, department_id: int) -> bool:
    """Say whether a person does casework in a department now."""
    return (
        Membership.objects.in_force()
        .filter(user=user, department=department_id, role__in=CASEWORK_ROLES)
        .exists()
    )
