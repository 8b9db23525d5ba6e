"""What an invitation learns from events; it reads their facts and nothing else."""

from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Least

from coordination.models import Event, Municipality
from coordination.reactions import after, during
from coordination.workflow import Refused
from feedback.invitation import actions
from feedback.invitation.decide import decide
from feedback.invitation.models import Invitation


@during("handover.accept")
def decide_whether_to_ask(event: Event) -> None:
    """Record one invitation, or the reason for none, with the handover itself."""
    decide(event)


@during("handover.complete")
def ask_a_week_after_first_contact(event: Event) -> None:
    """Let the week begin when the citizen met the new contact person."""
    if not event.facts.get("met", True):
        return
    met_at = datetime.fromisoformat(event.facts["met_at"])
    due = met_at + timedelta(days=Municipality.current().survey_after_contact_days)
    waiting = Invitation.objects.filter(
        handover=event.facts["handover"], state=Invitation.State.QUEUED
    )
    waiting.update(due_at=Least(F("due_at"), due))


@after("message.undeliverable")
def note_what_could_not_be_delivered(event: Event) -> None:
    """Count a message that came back apart from those who chose not to answer."""
    asked = event.facts.get("invitation")
    found = Invitation.objects.filter(pk=asked, state=Invitation.State.SENT).first()
    if asked and found and found.reminded_at is None:
        try:
            actions.bounce(found)
        except Refused:
            return  # answered or closed meanwhile
