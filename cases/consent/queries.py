"""What rests on a consent, and who may know what on which consent."""

from typing import Any, NamedTuple

from django.utils import timezone

from cases.baton.heirs import Heir, find_heir
from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.consent.models import Consent
from cases.involvement.models import Involvement
from coordination.models import Department


class Consequence(NamedTuple):
    """What ends the moment a consent is taken back."""

    parts: list[Involvement]
    offer: Any
    moves: bool
    stays_with: BatonPeriod | None
    heir: Heir | None
    heir_department: Department | None

    @property
    def closes(self) -> bool:
        """Whether nobody is left who may hold the baton."""
        return self.moves and self.heir is None


def what_ends(consent: Consent) -> Consequence:
    """Return what taking the consent back would end, and where the baton would go."""
    case = consent.case
    resting = Involvement.objects.filter(
        consent=consent, state=Involvement.State.ACTIVE
    ).select_related("department")
    parts = list(resting)
    leaving = {part.department_id for part in parts}
    offer = case.handovers.filter(state="offered").first()
    baton = case.baton
    moves = baton is not None and baton.department_id in leaving
    if offer and not moves and offer.consent_id != consent.pk:
        offer = None
    heir = None
    if moves and baton is not None:
        heir = find_heir(case, baton.holder, leaving=[part.pk for part in parts])
    department = (
        Department.objects.filter(pk=heir.department_id).first() if heir else None
    )
    stays_with = None if moves else baton
    return Consequence(parts, offer, moves, stays_with, heir, department)


def holds(consent: Consent) -> bool:
    """Say whether a consent is in force now."""
    in_time = consent.until is None or consent.until > timezone.now()
    return bool(consent.state == Consent.State.GIVEN and in_time)


class Row(NamedTuple):
    """One department in the matrix: what gives it the right to know."""

    department: Department
    part: Involvement | None
    agreed: list[bool]


def matrix(case: Case, consents: list[Consent]) -> list[Row]:
    """Return who may know what: a row for each department, a place for each consent."""
    parts = {part.department_id: part for part in case.parties()}
    departments = {part.department_id: part.department for part in parts.values()}
    for consent in consents:
        departments.update({d.pk: d for d in consent.departments.all()})
    named = [department for department in departments.values() if department]
    return [
        Row(
            department,
            parts.get(department.pk),
            [department in consent.departments.all() for consent in consents],
        )
        for department in sorted(named, key=lambda d: d.name)
    ]
