"""Who the citizen can turn to: what the page, the letter and the mail all say."""

from datetime import date
from typing import NamedTuple

from cases.case.models import Case
from cases.plan.measure import Measure

SPOKEN = ("da", "en")


class ContactPerson(NamedTuple):
    """The person with the baton, as the citizen gets to know them."""

    name: str
    title: str
    department: str
    phone: str
    hours: str
    next_step: str
    next_by: str
    next_on: date | None


def contact_person_of(case: Case) -> ContactPerson | None:
    """Return who is the contact person now; nobody, once the case is closed."""
    baton = case.baton
    if baton is None:
        return None
    steps = Measure.objects.open().filter(case=case, kind=Measure.Kind.NEXT_STEP)
    step = steps.select_related("responsible").first()
    return ContactPerson(
        name=baton.holder.name,
        title=baton.holder.title,
        department=baton.department.name,
        phone=baton.holder.phone or baton.department.phone,
        hours=baton.holder.hours or baton.department.hours,
        next_step=step.what if step else "",
        next_by=step.responsible.name if step else "",
        next_on=step.due_on if step else None,
    )


def language_of(case: Case) -> str:
    """Return the language in which we can write to the citizen."""
    language = case.citizen.language
    return language if language in SPOKEN else SPOKEN[0]
