"""Hiring a person, keeping their details, letting them in and shutting them out."""

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coordination import organisation
from coordination.administration.gate import admit, keep_an_administrator
from coordination.administration.seats.actions import give_seat
from coordination.messages.queue import queue
from coordination.models import Department, Membership, User
from coordination.record import announce
from coordination.workflow import NotVisible, Refused, Stale, whole


@whole
def hire(
    *,
    by: User,
    department: Department,
    role: str,
    since: date | None = None,
    ends_on: date | None = None,
    **details: Any,
) -> User:
    """Return a new colleague with their first seat; the way in is mailed to them.

    Nobody else ever sees their first password: they choose it themselves, by a link
    that works once (OWASP ASVS 5.0, 6.4.1).
    """
    admit(by)
    user = User(**details)
    refuse_taken(user)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise Refused(taken()) from error
    announce("user.hire", subject=user, by=by, facts={"user": user.pk})
    give_seat(
        user, by=by, department=department, role=role, since=since, ends_on=ends_on
    )
    send_link(user, by=by)
    return user


@whole
def correct(
    user: User, *, by: User, version: int | None = None, **details: Any
) -> None:
    """Change a person's details; a page from before another change is `Stale`."""
    admit(by)
    found = locked(user)
    if version is not None and version != found.version:
        raise Stale
    changed = sorted(k for k in details if getattr(found, k) != details[k])
    for name in changed:
        setattr(found, name, details[name])
    refuse_taken(found)
    found.version += 1
    found.save(update_fields=[*changed, "version"])
    announce(
        "user.correct",
        subject=found,
        by=by,
        facts={"user": found.pk, "fields": changed},
    )
    user.__dict__.update(found.__dict__)


@whole
def send_link(user: User, *, by: User) -> None:
    """Mail a person the link by which they choose a password, once.

    Only the person gets it, never the administrator: whoever has it can be them.
    """
    admit(by)
    found = locked(user)
    if not found.is_active:
        raise Refused(_("This person is shut out. Let them in again first."))
    if not found.email:
        raise Refused(_("Write the person's e-mail address first."))
    event = announce("user.send_link", subject=found, by=by, facts={"user": found.pk})
    queue("coordination/administration/link", key=f"link-{event.pk}", user=found)


@whole
def forget_two_step(user: User, *, by: User) -> None:
    """Let somebody who lost their phone sign in with their password alone again."""
    admit(by)
    found = locked(user)
    gone, _each = Authenticator.objects.filter(user=found).delete()
    if not gone:
        raise Refused(_("This person has no two-step sign-in."))
    announce("user.forget_two_step", subject=found, by=by, facts={"user": found.pk})


@whole
def deactivate(user: User, *, by: User) -> None:
    """Shut a person out at once; their batons go to their heirs, or this is refused."""
    admit(by)
    if user.pk == by.pk:
        raise Refused(_("Another administrator must do this for you."))
    found = locked(user)
    if not found.is_active:
        raise Refused(_("This person is already shut out."))
    seats = Membership.objects.filter(user=found).values_list("pk", flat=True)
    keep_an_administrator(without=list(seats))
    organisation.deactivate(found, by=by)
    user.is_active = False


@whole
def reactivate(user: User, *, by: User) -> None:
    """Let a person in again; their old password and seats do not come back."""
    admit(by)
    found = locked(user)
    if found.is_active:
        raise Refused(_("This person can already sign in."))
    found.is_active = True
    found.set_unusable_password()
    found.save(update_fields=["is_active", "password"])
    announce("user.reactivate", subject=found, by=by, facts={"user": found.pk})
    user.is_active = True


def locked(user: User) -> User:
    """Return the person as they are now, and let nobody change them meanwhile."""
    found = User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if found is None:
        raise NotVisible
    return found


def refuse_taken(user: User) -> None:
    """Refuse a user name that another person signs in with."""
    others = User.objects.exclude(pk=user.pk)
    if others.filter(username__iexact=user.username).exists():
        raise Refused(taken())


def taken() -> str:
    """Say that a user name is in use."""
    return _("Somebody else signs in with this user name. Choose another.")
