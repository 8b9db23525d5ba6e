"""What a case's page shows: who holds it, who takes part, what one may do now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.baton.models import Cause
from cases.case.conditions import nothing_is_on_its_way
from cases.case.models import Case
from cases.consent.models import Consent
from cases.contact.models import Contact
from cases.handover.conditions import case_is_running, end_of_objecting
from cases.handover.models import Handover
from cases.involvement.models import Involvement, Kind
from cases.plan.measure import Measure
from cases.plan.models import Goal
from coordination.access import read_or_404
from coordination.controls import permits
from coordination.formats import clock
from coordination.models import Department, User
from coordination.workflow import Part, Workflow

# The rare steps, in the order of the menu; what is not possible now is left out.
STEPS = {
    "coordinate": (gettext_lazy("Name a coordinator"), "people"),
    "decline_coordination": (
        gettext_lazy("Say that no coordinator is needed"),
        "people",
    ),
    "reassign": (gettext_lazy("Give the baton to a colleague"), "person"),
    "pause": (gettext_lazy("Pause the case"), "clock"),
    "resume": (gettext_lazy("Resume the case"), "clock"),
    "end_coordination": (gettext_lazy("End the coordination"), "people"),
    "reopen": (gettext_lazy("Reopen the case"), "back"),
    "close": (gettext_lazy("Close the case"), "cross"),
}

ANOTHER = gettext_lazy("Choose another coordinator")


def read_file(pk: int, *, by: User) -> Case:
    """Return a case with all that its page shows, the read on record."""
    covered = Department.objects.filter(
        pk__in=Consent.departments.through.objects.filter(
            consent=OuterRef(OuterRef("pk"))
        ).values("department")
    )
    consents = Consent.objects.annotate(
        covered=ArraySubquery(covered.order_by("name").values("name"))
    )
    measures = Measure.objects.select_related("responsible")
    cases = Case.objects.with_everybody().prefetch_related(
        Prefetch("consents", consents), "goals"
    )
    cases = cases.prefetch_related(Prefetch("measures", measures))
    return read_or_404(cases, pk, by=by, purpose="casework")


@dataclass
class Leg:
    """A stretch of the baton's way, as the relay line draws it."""

    department: str
    holder: str
    since: datetime | None
    days: int | None
    state: str
    note: str = ""
    href: str = ""


def draw_legs(case: Case) -> list[Leg]:
    """Return who had the baton, in order; colleagues of one department are one leg."""
    legs: list[Leg] = []
    previous = None
    for period in case.periods.all():
        anew = period.cause == Cause.REOPENED
        if anew or previous != period.department_id:
            legs.append(Leg(period.department.name, "", period.since, 0, "held"))
        leg, previous = legs[-1], period.department_id
        leg.holder = period.holder.get_full_name()
        ended_at = period.until or timezone.now()
        leg.days = (
            timezone.localtime(ended_at).date() - timezone.localtime(leg.since).date()
        ).days
        leg.state = "held" if period.until else "holding"
    if offer := case.offer:
        note = _("offered")
        legs.append(
            Leg(
                offer.receiver_name,
                "",
                offer.offered_at,
                None,
                "offered",
                note,
                offer.get_absolute_url(),
            )
        )
    return legs


def is_possible(subject: Workflow, step: str, user: User) -> bool:
    """Tell whether a step can be taken now: state, person and conditions."""
    if not permits(subject, step, user=user):
        return False
    transition = subject.onward(step)
    return transition is not None and all(met(subject) for met in transition.conditions)


def list_steps(case: Case, user: User) -> list[dict[str, Any]]:
    """Return the rare steps this person can take now, and where."""
    return [
        {
            "label": ANOTHER if step == "coordinate" and case.coordinator else label,
            "icon": icon,
            "href": f"{case.get_absolute_url()}{step.replace('_', '-')}/",
        }
        for step, (label, icon) in STEPS.items()
        if is_possible(case, step, user)
    ]


def may_offer(case: Case, user: User) -> bool:
    """Tell whether this person can pass the baton on now."""
    baton = case.baton
    if baton is None:
        return False
    handover = Handover(case=case, giver=baton.department)
    return (
        permits(handover, "offer", user=user)
        and case_is_running(handover)
        and nothing_is_on_its_way(case)
    )


def list_takeovers(case: Case, user: User) -> list[dict[str, Any]]:
    """Return the takeovers this person can object to still, each with until when."""
    found = []
    for handover in case.handovers.all():
        handover.case = case
        if handover.accepted_at and is_possible(handover, "object_to", user):
            until = end_of_objecting(handover.accepted_at)
            found.append({"handover": handover, "until": until})
    return found


def may_write(case: Case, user: User) -> dict[str, bool]:
    """Tell what this person can write in the case now."""
    return {
        "contact": any(
            is_writable(Contact(case=case, department_id=pk), "log", user)
            for pk in user.department_ids
        ),
        "measure": is_writable(Measure(case=case), "add", user),
        "goal": is_writable(Goal(case=case), "set_goal", user),
        "consent": permits(Consent(case=case), "give", user=user),
        "involve": is_writable(Involvement(case=case), "begin", user),
        "citizen": bool(user.department_ids) and not case.only_reads(user),
    }


def is_writable(part: Part, step: str, user: User) -> bool:
    """Tell whether this person may begin such a part while the case is worked on."""
    return part.case.is_active and permits(part, step, user=user)


def active_parts(case: Case, kind: str) -> list[Involvement]:
    """Return who takes part now in this capacity."""
    return [p for p in case.involvements.all() if p.kind == kind and p.is_active]


def explain_access(case: Case, user: User) -> list[str]:
    """Return why this person may see the case, one sentence for each reason."""
    reasons = []
    covered = {user.pk, *user.covers}
    seats = {seat.department_id for seat in user.seats}
    for part in case.involvements.all():
        if not part.is_active:
            continue
        if part.department_id in seats:
            reasons.append(
                _("%(department)s takes part. Basis: %(basis)s.")
                % {"department": part.department, "basis": name_basis(part)}
            )
        elif part.person_id == user.pk:
            reasons.append(name_own_part(part))
        elif part.person_id in covered and part.kind != Kind.EMERGENCY:
            reasons.append(_("You stand in for %(person)s.") % {"person": part.person})
    return reasons


def name_own_part(part: Involvement) -> str:
    """Return why a person may see the case who has a part in it by name."""
    if part.kind == Kind.EMERGENCY:
        return _(
            "You opened it in an emergency, and can read it until %(time)s: %(reason)s"
        ) % {"time": clock(part.until), "reason": part.basis_text}
    if part.kind == Kind.LEAD:
        return _("You coordinate the case.")
    return _("You are the citizen's mentor.")


def name_basis(part: Involvement) -> str:
    """Return the basis of a part, with the words that go with it."""
    words = part.consent.purpose if part.consent else part.basis_text
    return (
        f"{part.get_basis_display()} ({words})" if words else part.get_basis_display()
    )


def list_contact_people(case: Case) -> list[dict[str, Any]]:
    """Return whom to call about the case: the holder first, then the coordinators."""
    baton = case.baton
    people = []
    if baton:
        holder = baton.holder
        people.append(
            {
                "name": holder.get_full_name(),
                "role": _("Has the baton"),
                "department": baton.department.name,
                "phone": holder.phone or baton.department.phone,
                "hours": holder.hours or baton.department.hours,
            }
        )
    for person, role in (
        (case.coordinator, _("Coordinator")),
        (case.coordinator_deputy, _("The coordinator's deputy")),
        *((part.person, _("Mentor")) for part in active_parts(case, Kind.MENTOR)),
    ):
        if person:
            people.append(
                {
                    "name": person.get_full_name(),
                    "role": role,
                    "phone": person.phone,
                    "hours": person.hours,
                }
            )
    return people
