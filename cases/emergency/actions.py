"""Opening a case that is not one's own, because it cannot wait."""

from datetime import datetime, timedelta
from typing import cast

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.involvement import actions as involvement
from cases.involvement.models import EMERGENCY_SECTIONS, Basis, Involvement, Kind
from coordination.formats import clock
from coordination.models import Event, Municipality, User
from coordination.record import announce
from coordination.workflow import Refused, fresh, lock_root, whole

# Shorter, and nobody can judge afterwards whether it was right (RELIABILITY I26).
SHORTEST_REASON = 20
LONGEST_REASON = 300


@whole
def open_case(case: Case, *, by: User, reason: str) -> Involvement:
    """Return the person's access to a case they have no part in, and tell on it.

    Anybody who does casework may, for three hours at most (a setting may make them
    fewer), with a reason of at least 20 characters. It opens the core and the notes
    to be read; no step is permitted by it (RELIABILITY I26). The access ends by the
    clock of the database, and cannot be prolonged: only opened again, with a new
    reason and told of again.
    """
    lock = lock_root(case, None)
    actor = fresh(by)
    if not actor.department_ids:
        raise PermissionDenied
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refused(too_short(len(reason)))
    if running := running_for(case, actor):
        raise Refused(
            _("You have opened this case already. You can read it until %(time)s.")
            % {"time": clock(running.until)}
        )
    if Case.objects.visible_to(actor).filter(pk=case.pk).exists():
        raise Refused(_("You can see this case already. Find it in your worklist."))
    involvement.end_emergencies(case, people=[actor.pk])
    hours = Municipality.current().emergency_hours
    part = Involvement(
        case=case,
        person=actor,
        kind=Kind.EMERGENCY,
        basis=Basis.NECESSITY,
        basis_text=reason[:LONGEST_REASON],
        sections=EMERGENCY_SECTIONS,
        since=lock.at,
        until=lock.at + timedelta(hours=hours),
        state=Involvement.State.ACTIVE,
        version=1,
    )
    part.save(force_insert=True)
    put_on_record(part, by=actor, sequence=lock.sequence)
    return part


def put_on_record(part: Involvement, *, by: User, sequence: int | None) -> Event:
    """Record that a case was opened, until when, and who held it then."""
    held = part.case.periods.filter(until__isnull=True).first()
    return announce(
        "case.open_in_emergency",
        subject=part.case,
        root_id=part.case_id,
        sequence=sequence,
        by=by,
        note=part.basis_text,
        purpose="emergency",
        facts={
            "involvement": part.pk,
            "until": cast(datetime, part.until).isoformat(),
            "holding": held.department_id if held else None,
        },
        at=part.since,
    )


def running_for(case: Case, user: User) -> Involvement | None:
    """Return the access that a person has to the case in an emergency now."""
    running = Involvement.objects.active().filter(kind=Kind.EMERGENCY)
    return running.filter(case=case, person=user).first()


def too_short(length: int) -> str:
    """Say how much the reason lacks."""
    return _(
        "Write at least %(least)d characters, so that others can see why it could not"
        " wait. There are %(length)d now."
    ) % {"least": SHORTEST_REASON, "length": length}
