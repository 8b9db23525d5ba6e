"""Who may see what: the only module that speaks to guardian."""

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.http import Http404
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from coordination.models import User
from coordination.person import load_person
from coordination.record import record

M = TypeVar("M", bound=models.Model)


class Section(models.TextChoices):
    """A part of a case's file that an involvement opens."""

    CORE = "core", "core"
    NOTES = "notes", "notes"
    VISITS = "visits", "visits"


class GroupGrant(GroupObjectPermissionBase):
    """A role in a department may see a section of a case until a moment."""

    until = models.DateTimeField(null=True)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True


class UserGrant(UserObjectPermissionBase):
    """A named person may see a section of a case until a moment."""

    until = models.DateTimeField(null=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class SeatBackend(AuthenticationBackend):
    """Sign-in that loads a person together with what they may do, in one query."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the signed-in person, unless deactivated since."""
        return load_person(user_id)


@cache
def permission_id(section: str) -> int:
    """Return the id of the guardian permission for a section of a case."""
    wanted = Permission.objects.filter(
        content_type__app_label="cases",
        content_type__model="case",
        codename=f"see_{section}",
    )
    return wanted.values_list("pk", flat=True).get()


def _branches(user: User, section: str, case: str) -> list[Exists]:
    branches = []
    for model, holders in (
        ("CaseGroupGrant", Q(group_id__in=user.group_ids)),
        ("CaseUserGrant", _own_or_covered(user)),
    ):
        grants = apps.get_model("cases", model).objects.filter(
            Q(until__isnull=True) | Q(until__gt=Now()),
            holders,
            content_object=OuterRef(case),
            permission_id=permission_id(section),
        )
        branches.append(Exists(grants))
    return branches


def _own_or_covered(user: User) -> Q:
    if not user.covers:
        return Q(user_id=user.pk)
    # an emergency is the person's own: nobody stands in for that
    lasting = ~Q(involvement__kind="emergency")
    return Q(user_id=user.pk) | Q(lasting, user_id__in=user.covers)


def granted(user: User, section: str = Section.CORE, case: str = "pk") -> Q:
    """Match the rows whose case this person may see the section of.

    `case` names the column that holds the case's id. A person without a seat in
    force sees nothing, whatever rows remain in their name.
    """
    found = Q(pk__in=[])
    if user.seats:
        for branch in _branches(user, section, case):
            found |= Q(branch)
    return found


class VisibleQuerySet(models.QuerySet[M]):
    """Rows that begin with the question who is asking."""

    case_field: ClassVar[str] = "case_id"
    section: ClassVar[str] = Section.CORE

    def visible_to(self, user: User) -> Self:
        """Keep the rows this person may see now."""
        return self.filter(granted(user, self.section, self.case_field))


def newest_visible(
    rows: "models.QuerySet[M]",
    user: User,
    *,
    limit: int,
    key: Callable[[M], Any],
    section: str = Section.CORE,
    case: str = "pk",
) -> list[M]:
    """Return the first `limit` visible rows in the queryset's own order.

    `key` is that order for Python. Each branch (department, person) runs with its
    own limit and the two are merged: joined by OR, PostgreSQL would build the whole
    visible set before the first row.
    """
    if not user.seats:
        return []
    found = {
        row.pk: row
        for branch in _branches(user, section, case)
        for row in rows.filter(branch)[:limit]
    }
    return sorted(found.values(), key=key)[:limit]


def read_or_404(
    rows: "type[M] | models.QuerySet[M]",
    pk: Any,
    *,
    by: User,
    purpose: str = "",
) -> M:
    """Return what the person may see, with the read on record; otherwise 404.

    The record is committed before the first byte leaves. If it cannot be written,
    nothing is shown.
    """
    queryset: Any = rows if isinstance(rows, models.QuerySet) else rows._default_manager
    try:
        found = queryset.visible_to(by).filter(pk=pk).first()
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if found is None:
        raise Http404
    record_read(found, by=by, purpose=purpose)
    return cast(M, found)


def record_read(found: models.Model, *, by: User, purpose: str = "") -> None:
    """Put on record that a person looked at this, and why they may."""
    root = getattr(found, "root", None)
    if root is not None and root.pk in by.emergencies:
        purpose = "emergency"
    record(
        f"{found._meta.model_name}.read",
        subject=found,
        root_id=root.pk if root is not None else None,
        by=by,
        purpose=purpose or "casework",
        department_id=None,
    )


def record_list(kind: str, ids: list[Any], *, by: User, **facts: Any) -> None:
    """Put on record which cases a list, search or export showed."""
    record(
        kind, by=by, purpose="list", subject_type="case", facts={"ids": ids, **facts}
    )
