"""A baton that goes to and fro between two departments, and what came of each offer."""

from cases.case import actions as case_actions
from cases.handover import actions
from cases.handover.models import Handover
from coordination.models import Event
from coordination.workflow import NotVisible, Refused
from feedback.invitation.models import Invitation

DECISIONS = (
    "handover.accept",
    "handover.decline",
    "handover.withdraw",
    "handover.lapse",
)


def again(handover):
    return Handover.objects.get(pk=handover.pk)


def offer(case, *, by, receiver, **basis):
    basis = basis or {"basis": "necessity", "basis_text": "Prøve"}
    return actions.offer(case, by=by, receiver=receiver, reason="Prøve", **basis)


def offers(case, one, other, *, count):
    """Yield (offer, giver, receiver's person) so often, whoever has the baton then."""
    for _ in range(count):
        giver, person = (one, other) if case.baton.holder == one else (other, one)
        receiver = person.membership_set.get().department
        yield offer(case, by=giver, receiver=receiver), giver, person


def back_to(person, case):
    """Let somebody in the department that has the baton be its holder again."""
    if case.baton.holder != person:
        case_actions.reassign(case, by=person, to=person)


def assert_decided_once(handover):
    """One event, and one decision about asking the citizen if it was accepted."""
    decided = Event.objects.get(kind__in=DECISIONS, subject_id=str(handover.pk))
    asked = Invitation.objects.filter(event=decided).count()
    assert asked == (decided.kind == "handover.accept")


def sees(person, handover):
    """Say whether a person sees the handover; the clock sees everything."""
    seen = Handover.objects.visible_to(person) if person else Handover.objects
    return seen.filter(pk=handover.pk).exists()


def assert_told_why(result, handover, *, by):
    """Whoever came too late reads what has happened, or nothing if no longer theirs."""
    if sees(by, handover):
        assert isinstance(result, Refused), result
        assert str(result) == str(Handover.too_late[again(handover).state])
    else:
        assert isinstance(result, NotVisible), result
