"""Batons whose holder goes away find their heirs in the same transaction."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.baton.heirs import pass_to_heir
from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.handover.voiding import void_offers
from coordination.models import Event
from coordination.models.organisation import CASEWORK_ROLES, Membership
from coordination.reactions import during
from coordination.record import announce
from coordination.workflow import Refused, lock_root


@during("user.deactivate")
def find_heirs_of_person(event: Event) -> None:
    """Pass on everything a deactivated person holds, or refuse the deactivation."""
    _find_heirs(event, Q(holder=event.facts["user"]))


@during("department.close")
def find_heirs_of_department(event: Event) -> None:
    """Pass on everything a closing department holds, or refuse the closing."""
    department = event.facts["department"]
    void_offers(Q(receiver=department), by=event.by)
    _find_heirs(event, Q(department=department))


@during("membership.end")
def find_heirs_of_member(event: Event) -> None:
    """Pass on what a person held in a department they have left."""
    user, department = event.facts["user"], event.facts["department"]
    seats = Membership.objects.in_force().filter(user=user, department=department)
    # whoever stays there as a mentor or auditor holds no baton there
    if not seats.filter(role__in=CASEWORK_ROLES).exists():
        _find_heirs(event, Q(holder=user, department=department))


def _find_heirs(event: Event, held: Q) -> None:
    batons = BatonPeriod.objects.current().filter(held).select_related("holder")
    for case in Case.objects.filter(periods__in=batons).order_by("pk"):
        lock = lock_root(case, event.at)
        period = batons.filter(case=case).first()
        if period is None:
            continue  # handed over while we waited for the case
        void_offers(Q(case=case), by=event.by)
        heir = pass_to_heir(case, period, at=lock.at)
        if heir is None:
            raise Refused(
                _(
                    "Case %(case)s would be left without a contact person. Pass its"
                    " baton on first."
                )
                % {"case": case.number}
            )
        announce(
            "case.inherit",
            subject=case,
            root_id=case.pk,
            sequence=lock.sequence,
            by=event.by,
            facts={
                "cause": event.kind,
                "from": period.department_id,
                "department": heir.department_id,
                "to": heir.person.pk,
            },
            at=lock.at,
        )
