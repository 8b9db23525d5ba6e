"""Finding people: by name, by where they work and as what."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from coordination.models import Department, Membership, User
from coordination.models.organisation import in_force

SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """Whom an administrator looks for."""

    q: str = ""
    department: Department | None = None
    role: str = ""
    gone: bool = False


def people(wanted: Wanted) -> "QuerySet[User]":
    """Return who fits, by name, each with the seats they have or will have."""
    rows = User.objects.filter(is_active=not wanted.gone)
    for word in wanted.q.split():
        named = Q(name__icontains=word) | Q(username__icontains=word)
        rows = rows.filter(named | Q(email__icontains=word) | Q(title__icontains=word))
    if wanted.department or wanted.role:
        seats = Membership.objects.filter(in_force())
        if wanted.department:
            seats = seats.filter(department=wanted.department)
        if wanted.role:
            seats = seats.filter(role=wanted.role)
        rows = rows.filter(pk__in=seats.values("user"))
    return rows.prefetch_related(with_seats()).order_by("name", "pk")


def with_seats() -> "Prefetch[str, QuerySet[Membership], str]":
    """Bring along a person's seats that have not ended, the oldest first."""
    seats = Membership.objects.not_over().select_related("department")
    return Prefetch(
        "membership_set", queryset=seats.order_by("since", "pk"), to_attr="places"
    )


def after(rows: "QuerySet[User]", pk: int | None) -> "QuerySet[User]":
    """Keep those who come after a person in the list."""
    last = User.objects.filter(pk=pk).first() if pk else None
    if last is None:
        return rows
    return rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
