"""What a person can do with a citizen's details."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cases.citizen.models import Citizen, Reveal
from coordination.models import Recipient, User
from coordination.record import announce
from coordination.workflow import NotVisible, Refused, Stale, fresh, whole

DETAILS = (
    "name",
    "called",
    "born_on",
    "phone",
    "email",
    "address",
    "address_protected",
    "channel",
    "language",
    "interpreter",
    "representative",
    "stop",
)


@whole
def register(
    *,
    by: User,
    cpr: str = "",
    fictive: bool = False,
    at: datetime | None = None,
    **details: Any,
) -> Citizen:
    """Return a new citizen; a CPR number that is known already is refused."""
    citizen = Citizen(recipient=Recipient(), fictive=fictive, **details)
    citizen.set_cpr(cpr)
    refuse_known(citizen)
    keep_recipient(citizen)
    citizen.save()
    announce("citizen.register", subject=citizen, by=by, at=at)
    return citizen


@whole
def correct(
    citizen: Citizen,
    *,
    by: User,
    cpr: str | None = None,
    version: int | None = None,
    **details: Any,
) -> list[str]:
    """Change a citizen's details and the address book with them; return which changed.

    The row is locked and read again; a screen from before another change is `Stale`.
    Where all is as it was, nothing is recorded.
    """
    actor = fresh(by)
    rows = Citizen.objects.visible_to(actor).select_for_update(
        no_key=True, of=("self",)
    )
    found = rows.filter(pk=citizen.pk).first()
    if found is None:
        raise NotVisible
    refuse_emergency(found, by=actor)
    if version is not None and version != found.version:
        raise Stale
    citizen.__dict__.update(found.__dict__)
    changed = sorted(k for k in details if getattr(citizen, k) != details[k])
    for name in changed:
        setattr(citizen, name, details[name])
    number = citizen.cpr
    if cpr is not None:
        citizen.set_cpr(cpr)
    if citizen.cpr != number:
        refuse_known(citizen)
        changed.append("cpr")
    if not changed:
        return changed
    citizen.version += 1
    citizen.save()
    keep_recipient(citizen)
    announce("citizen.correct", subject=citizen, by=by, facts={"fields": changed})
    return changed


def refuse_known(citizen: Citizen) -> None:
    """Refuse a CPR number that another citizen has."""
    others = Citizen.objects.exclude(pk=citizen.pk)
    if citizen.cpr_index and others.filter(cpr_index=citizen.cpr_index).exists():
        # Whether we know somebody is itself protected: no name, no case number.
        raise Refused(_("This CPR number cannot be used here. Ask your leader."))


def keep_recipient(citizen: Citizen) -> None:
    """Keep the address book in step; a protected address never reaches a letter."""
    recipient = citizen.recipient
    recipient.name = citizen.name
    recipient.email = citizen.email
    recipient.phone = citizen.phone
    recipient.address = (
        ""
        if citizen.address_protected or not citizen.address
        else f"{citizen.name}, {citizen.address}"
    )
    recipient.channel = citizen.channel
    recipient.language = citizen.language
    recipient.stops = [
        stop
        for stop in (citizen.stop, "protected" if citizen.address_protected else "")
        if stop
    ]
    recipient.save()


@whole
def reveal_address(citizen: Citizen, *, by: User, reason: str) -> str:
    """Return a protected address; the look is recorded with its reason."""
    _keep_reason(citizen, Reveal.What.ADDRESS, by=by, reason=reason)
    announce("citizen.reveal_address", subject=citizen, by=by, note=reason)
    return citizen.address


@whole
def reveal_cpr(citizen: Citizen, *, by: User, reason: str) -> str:
    """Return the whole CPR number; the look is recorded with its reason."""
    _keep_reason(citizen, Reveal.What.CPR, by=by, reason=reason)
    announce("citizen.reveal_cpr", subject=citizen, by=by, note=reason)
    return citizen.cpr


def _keep_reason(citizen: Citizen, what: str, *, by: User, reason: str) -> None:
    refuse_emergency(citizen, by=fresh(by))
    Reveal.objects.create(citizen=citizen, what=what, by=by, reason=reason)


def refuse_emergency(citizen: Citizen, *, by: User) -> None:
    """Refuse whoever sees the citizen only because of an emergency: they may read."""
    cases = citizen.cases.visible_to(by)
    if by.emergencies and not cases.exclude(pk__in=by.emergencies).exists():
        raise PermissionDenied
