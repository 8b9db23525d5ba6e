"""Opening a department, keeping its details, closing it and opening it again."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import organisation
from coordination.administration.gate import admit, keep_an_administrator
from coordination.models import Department, Membership, Municipality, User
from coordination.record import announce
from coordination.workflow import NotVisible, Refused, Stale, whole


@whole
def open_department(*, by: User, name: str, **details: Any) -> Department:
    """Return a new department."""
    admit(by)
    refuse_known(name)
    try:
        with transaction.atomic():
            return organisation.open_department(name, by=by, **details)
    except IntegrityError as error:
        raise Refused(known()) from error


@whole
def correct(
    department: Department, *, by: User, version: int | None = None, **details: Any
) -> None:
    """Change a department's details and deadline; a stale page is `Stale`."""
    admit(by)
    found = locked(department)
    if version is not None and version != found.version:
        raise Stale
    changed = sorted(k for k in details if getattr(found, k) != details[k])
    for name in changed:
        setattr(found, name, details[name])
    refuse_known(found.name, besides=found.pk)
    found.version += 1
    found.save(update_fields=[*changed, "version"])
    announce(
        "department.correct",
        subject=found,
        by=by,
        facts={"department": found.pk, "fields": changed},
    )
    department.__dict__.update(found.__dict__)


@whole
def close(department: Department, *, by: User) -> None:
    """Close a department; its batons go to their heirs, or this is refused."""
    admit(by)
    found = locked(department)
    if found.until and found.until <= timezone.now():
        raise Refused(_("This department is closed already."))
    if Municipality.objects.filter(lead_department=found).exists():
        raise Refused(
            _("This is the lead department. Choose another one in the settings first.")
        )
    seats = Membership.objects.filter(department=found).values_list("pk", flat=True)
    keep_an_administrator(without=list(seats))
    organisation.close_department(found, by=by)


@whole
def reopen(department: Department, *, by: User) -> None:
    """Open a closed department again; its people must be given their seats anew."""
    admit(by)
    found = locked(department)
    if found.until is None or found.until > timezone.now():
        raise Refused(_("This department is open already."))
    found.until = None
    found.save(update_fields=["until"])
    announce("department.reopen", subject=found, by=by, facts={"department": found.pk})


def locked(department: Department) -> Department:
    """Return the department as it is now, and let nobody change it meanwhile."""
    rows = Department.objects.select_for_update(no_key=True)
    found = rows.filter(pk=department.pk).first()
    if found is None:
        raise NotVisible
    return found


def refuse_known(name: str, *, besides: int = 0) -> None:
    """Refuse the name of another department, open or closed."""
    if Department.objects.exclude(pk=besides).filter(name__iexact=name).exists():
        raise Refused(known())


def known() -> str:
    """Say that there is such a department."""
    return _(
        "There is a department with this name, open or closed. Choose another name,"
        " or open that one again."
    )
