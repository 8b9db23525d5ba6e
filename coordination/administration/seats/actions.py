"""Giving somebody a seat in a department, and ending it."""

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import organisation
from coordination.administration.gate import admit, keep_an_administrator
from coordination.calendar import COPENHAGEN, today
from coordination.models import Department, Membership, User
from coordination.record import announce
from coordination.workflow import NotVisible, Refused, whole


@whole
def give_seat(
    user: User,
    *,
    by: User,
    department: Department,
    role: str,
    since: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Return a person's new role in a department, from today or a later day on."""
    admit(by)
    if user.pk == by.pk:
        raise Refused(_("Another administrator must give you a role."))
    found = User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if found is None:
        raise NotVisible
    if not found.is_active:
        raise Refused(_("This person is shut out. Let them in again first."))
    if not Department.objects.active().filter(pk=department.pk).exists():
        raise Refused(_("This department is closed. Choose another."))
    same = Membership.objects.not_over().filter(department=department, role=role)
    if same.filter(user=found).exists():
        raise Refused(_("The person has this role there already."))
    if ends_on and ends_on < (since or today()):
        raise Refused(_("The last day must not be before the first."))
    begins = {"since": midnight(since)} if since and since > today() else {}
    return organisation.join(
        found, department=department, role=role, by=by, ends_on=ends_on, **begins
    )


@whole
def end_seat(seat: Membership, *, by: User, ends_on: date | None = None) -> None:
    """End a role now, or agree on its last day; batons go to their heirs.

    The seat holds until then: it is ended on that day by `run_due`, or not while a
    baton would be left without anybody.
    """
    admit(by)
    found = locked(seat)
    if ends_on and ends_on < today():
        raise Refused(_("Choose today or a later day."))
    keep_an_administrator(without=[found.pk])
    if ends_on is None:
        organisation.leave(found, by=by)
        return
    found.ends_on = ends_on
    found.save(update_fields=["ends_on"])
    announce("membership.plan_end", subject=found, by=by, facts=facts_of(found))


@whole
def end_agreed_seat(seat: Membership) -> bool:
    """End a role whose last day has passed; say if it was still to end as it was read.

    Another clock may have ended it meanwhile, or an administrator agreed otherwise.
    """
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    as_read = {"ends_on": seat.ends_on, "until": seat.until}
    found = rows.filter(pk=seat.pk, **as_read).first()
    if found is not None:
        organisation.leave(found, by=None)
    return found is not None


@whole
def keep_seat(seat: Membership, *, by: User) -> None:
    """Take back that a role was to end."""
    admit(by)
    found = locked(seat)
    if found.ends_on is None:
        raise Refused(_("No last day has been agreed."))
    found.ends_on = None
    found.save(update_fields=["ends_on"])
    announce("membership.keep", subject=found, by=by, facts=facts_of(found))


def locked(seat: Membership) -> Membership:
    """Return the seat as it is now; one that is over is refused."""
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    found = rows.filter(pk=seat.pk).first()
    if found is None:
        raise NotVisible
    if found.until and found.until <= timezone.now():
        raise Refused(_("This has ended already."))
    return found


def facts_of(seat: Membership) -> dict[str, object]:
    """Return what others need to know of a seat."""
    return {
        "user": seat.user_id,
        "department": seat.department_id,
        "role": seat.role,
        "ends_on": seat.ends_on.isoformat() if seat.ends_on else None,
    }


def over(at: datetime) -> Q:
    """Match seats whose last day has passed."""
    day = timezone.localtime(at, COPENHAGEN).date()
    return Q(ends_on__lt=day) & (Q(until__isnull=True) | Q(until__gt=at))


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in the office."""
    return datetime.combine(day, time(), COPENHAGEN)
