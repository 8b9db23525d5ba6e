"""What a citizen decides about who may know, written down by staff."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from cases.baton.heirs import pass_to_heir
from cases.case import actions as case_actions
from cases.case.models import Case
from cases.consent.models import Consent
from cases.handover.voiding import void_offers
from cases.involvement import actions as involvement
from cases.involvement.models import Involvement
from coordination.models import Department, Event, User
from coordination.record import announce
from coordination.workflow import perform, whole


@whole
def give(
    case: Case,
    *,
    by: User,
    departments: Iterable[Department] = (),
    purpose: str,
    kind: str = Consent.Kind.SHARING,
    way: str = Consent.Way.SPOKEN,
    until: datetime | None = None,
    at: datetime | None = None,
) -> Consent:
    """Return the consent the citizen gave."""
    consent = Consent(case=case, kind=kind, purpose=purpose, way=way, until=until)
    chosen = list(departments)
    perform(
        consent.give,
        by=by,
        note=purpose,
        facts={"kind": kind, "departments": [d.pk for d in chosen]},
        at=at,
    )
    consent.departments.set(chosen)
    return consent


@whole
def withdraw(
    consent: Consent,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Take a consent back: what rests on it ends at once.

    Never refused. When the holder goes with it, the baton passes to an heir in the
    same transaction; with nobody left who may know, the case closes.
    """
    event = perform(
        consent.withdraw, by=by, because=note, note=note, version=version, at=at
    )
    end_what_rests_on(consent, event)


@whole
def expire(consent: Consent) -> None:
    """Let a consent end with its time, with the same effects as a withdrawal."""
    event = perform(consent.expire, by=None)
    end_what_rests_on(consent, event)


def end_what_rests_on(consent: Consent, event: Event) -> None:
    """End the offers and involvements that rest on a consent, and find an heir."""
    case = consent.case
    void_offers(Q(case=case, consent=consent), by=event.by)
    resting = Involvement.objects.filter(
        case=case, consent=consent, state=Involvement.State.ACTIVE
    )
    for part in resting:
        involvement.end_seat(part, at=event.at)
    case.refresh_from_db()
    period = case.periods.filter(until__isnull=True).select_related("holder").first()
    if period is None:
        return
    still_party = case.parties().filter(department=period.department_id).exists()
    if still_party:
        return
    void_offers(Q(case=case), by=event.by)
    heir = pass_to_heir(case, period, at=event.at)
    if heir is None:
        close_for_want_of_basis(case, event)
        return
    announce(
        "case.inherit",
        subject=case,
        root_id=case.pk,
        by=event.by,
        facts={
            "cause": event.kind,
            "from": period.department_id,
            "department": heir.department_id,
            "to": heir.person.pk,
        },
        at=event.at,
    )


def close_for_want_of_basis(case: Case, event: Event) -> None:
    """Close a case that nobody may know of any more."""
    if case.state == Case.State.PAUSED:
        perform(case.resume, by=None)
    case_actions.close(case, by=None, outcome=Case.Outcome.CONSENT_WITHDRAWN)
