"""The departments and people that a log names, as the product knows them."""

import hashlib
from datetime import datetime

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coordination.models import Department, Membership, User
from coordination.models.organisation import Role, in_force
from coordination.organisation import (
    close_department,
    deactivate,
    join,
    open_department,
)

PREFIX = "log."


class Directory:
    """Finds departments by name, and people by accounts that nobody can sign in to.

    Accounts of the log's people are kept apart from the staff's own: an import
    never gives a living person a role, nor a stranger a password.
    """

    def __init__(self) -> None:
        self.departments: dict[str, Department] = {}
        self.people: dict[tuple[str, str], User] = {}

    def forget(self) -> None:
        """Look everything up again; after a case that was not stored."""
        self.departments.clear()
        self.people.clear()

    def department(self, name: str) -> Department:
        """Return the department of this name, made now if it is new."""
        if name not in self.departments:
            found = Department.objects.filter(name=name).first()
            if found and found.until:
                found.until = None
                found.save(update_fields=["until"])
            self.departments[name] = found or open_department(name, by=None)
        return self.departments[name]

    def person(self, name: str, department: Department, *, at: datetime) -> User:
        """Return the account of a person in a department, made now if it is new."""
        key = name, department.name
        if key not in self.people:
            shown = name or _("Unknown person in %(department)s") % {
                "department": department
            }
            user, new = User.objects.get_or_create(
                username=username(*key), defaults={"name": shown[:120]}
            )
            if new:
                user.set_unusable_password()
            user.is_active = True
            user.save()
            seats = Membership.objects.filter(in_force(), user=user)
            if not seats.filter(department=department).exists():
                join(
                    user,
                    department=department,
                    role=Role.CASEWORKER,
                    by=None,
                    since=at,
                )
            self.people[key] = User.objects.with_seats().get(pk=user.pk)
        return self.people[key]


def retire() -> int:
    """Shut the accounts that imports have made, and the departments with nobody else.

    Nobody works with them any more, and nobody is to choose them for a case.
    """
    people = User.objects.filter(username__startswith=PREFIX, is_active=True)
    for user in people:
        deactivate(user, by=None)
    made = Q(user__username__startswith=PREFIX)
    theirs = Membership.objects.filter(made).values("department")
    others = Membership.objects.exclude(made).values("department")
    active = Department.objects.active().filter(internal=True)
    left = active.filter(pk__in=theirs).exclude(pk__in=others)
    for department in left:
        close_department(department, by=None)
    return len(people)


def username(name: str, department: str) -> str:
    """Return the name of the account for a person of the log."""
    told = name or f"\0{department}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:8]
    return f"{PREFIX}{slugify(name)[:40] or 'unknown'}.{digest}"
