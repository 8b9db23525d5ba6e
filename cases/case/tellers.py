"""What each event's own noun says on the timeline, in as much as one may read."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.case.timeline import Said
from cases.contact.models import Contact
from cases.handover.models import Handover
from cases.involvement.models import Kind
from coordination.formats import clock
from coordination.models import Event, User
from coordination.record import digest


def tell_contacts(events: list[Event], _case: Case, user: User) -> dict[int, Said]:
    """Return the contacts one may read: the own department's, and shared notes."""
    ids = {event.pk: int(event.subject_id) for event in events}
    contacts = Contact.objects.visible_to(user).in_bulk(list(ids.values()))
    return {
        event: Said(
            text=contact.note,
            at=contact.happened_at,
            title=_("%(kind)s, the citizen did not come")
            % {"kind": contact.get_kind_display()}
            if not contact.attended
            else contact.get_kind_display(),
        )
        for event, pk in ids.items()
        if (contact := contacts.get(pk))
    }


def tell_handovers(events: list[Event], case: Case, _user: User) -> dict[int, Said]:
    """Return what each handover said at that step."""
    handovers = {str(row.pk): row for row in case.handovers.all()}
    said = {}
    for event in events:
        row = handovers.get(event.subject_id)
        if row:
            said[event.pk] = Said(
                text=words_of(row, event.kind.partition(".")[2]),
                href=row.get_absolute_url(),
            )
    return said


def words_of(row: Handover, step: str) -> str:
    """Return the words a step of a handover left, with the two departments."""
    edge = f"{row.giver_name} → {row.receiver_name}"
    said = {
        "offer": row.reason,
        "accept": row.read_back,
        "decline": f"{row.get_decline_code_display()}. {row.decline_text}",
        "withdraw": row.withdrawn_because,
        "escalate": str(row.get_escalated_to_display()),
        "complete": row.not_met_because,
        "object_to": row.objection,
    }
    return lines(edge, said.get(step, ""))


def tell_measures(events: list[Event], case: Case, _user: User) -> dict[int, Said]:
    """Return what each measure is about, and why it was dropped."""
    measures = {str(measure.pk): measure for measure in case.measures.all()}
    said = {}
    for event in events:
        if measure := measures.get(event.subject_id):
            dropped = event.kind == "measure.drop"
            why = measure.dropped_because if dropped else ""
            said[event.pk] = Said(text=lines(measure.what, why))
    return said


def tell_goals(events: list[Event], case: Case, _user: User) -> dict[int, Said]:
    """Return the goals in the citizen's words."""
    goals = {str(goal.pk): goal.words for goal in case.goals.all()}
    return {event.pk: Said(text=goals.get(event.subject_id, "")) for event in events}


def tell_consents(events: list[Event], case: Case, _user: User) -> dict[int, Said]:
    """Return what each consent is for, and why it was taken back."""
    consents = {str(consent.pk): consent for consent in case.consents.all()}
    said = {}
    for event in events:
        if consent := consents.get(event.subject_id):
            withdrawn = event.kind == "consent.withdraw"
            why = consent.withdrawn_because if withdrawn else ""
            said[event.pk] = Said(text=lines(consent.purpose, why))
    return said


def tell_parts(events: list[Event], case: Case, _user: User) -> dict[int, Said]:
    """Return whose part began or ended."""
    parts = {str(part.pk): part for part in case.involvements.all()}
    said = {}
    for event in events:
        if part := parts.get(event.subject_id):
            who = str(part.department or part.person)
            is_party = part.kind == Kind.PARTY
            label = "" if is_party else f" ({part.get_kind_display().lower()})"
            why = part.ended_because if event.kind == "involvement.end" else ""
            said[event.pk] = Said(text=lines(f"{who}{label}", why))
    return said


def tell_case(events: list[Event], case: Case, _user: User) -> dict[int, Said]:
    """Return what a step of the case itself was about."""
    return {event.pk: Said(text=words_about(event, case)) for event in events}


def words_about(event: Event, case: Case) -> str:
    """Return the reason, outcome or people of a step of the case."""
    facts = event.facts
    if event.kind == "case.open":
        return case.reason
    if event.kind == "case.close":
        outcome = dict(Case.Outcome.choices).get(facts.get("outcome", ""), "")
        return lines(str(outcome), said_then(event, case.closing_note))
    if event.kind == "case.decline_coordination":
        return said_then(event, case.no_coordinator_because)
    if event.kind == "case.pause":
        return said_then(event, case.paused_because)
    if event.kind == "case.open_in_emergency":
        return words_of_emergency(event, case)
    names = people_of(case)
    mentioned = [facts.get(name) for name in ("coordinator", "deputy", "to")]
    named = ", ".join(names[pk] for pk in mentioned if pk in names)
    if event.kind == "case.inherit_coordination":
        named = words_of_coordination(named)
    periods = {period.since: period.because for period in case.periods.all()}
    return lines(named, said_then(event, periods.get(event.at, "")))


def words_of_coordination(person: str) -> str:
    """Return who coordinates after somebody left."""
    if person:
        return _("%(person)s coordinates the case now.") % {"person": person}
    return _("The case has no coordinator now.")


def said_then(event: Event, words: str) -> str:
    """Return the words if they are those of this step, and not of a later one."""
    return words if digest(words) == event.note_digest else ""


def words_of_emergency(event: Event, case: Case) -> str:
    """Return why a case was opened in an emergency, and how long it could be read."""
    parts = {part.pk: part for part in case.involvements.all()}
    part = parts.get(event.facts["involvement"])
    until = datetime.fromisoformat(event.facts["until"])
    return lines(
        part.basis_text if part else "",
        _("Could be read until %(time)s.") % {"time": clock(until)},
    )


def lines(*words: str) -> str:
    """Return what there is to say, each on a line of its own."""
    return "\n".join(filter(None, words))


def people_of(case: Case) -> dict[Any, str]:
    """Return the names of everybody who held or coordinated the case."""
    people = [period.holder for period in case.periods.all()]
    people += [part.person for part in case.involvements.all() if part.person]
    return {person.pk: person.get_full_name() for person in people}
